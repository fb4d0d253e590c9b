/* The permanent words of the statuses and severities, and who has to act on each: one table. */
#include "apportion/error.h"

static const struct {
    const char *word;
    apn_blame blame;
} statuses[] = {
    [APN_OK] = {"ok", APN_BLAME_NONE},
    [APN_USAGE] = {"usage", APN_BLAME_CALLER},
    [APN_IO] = {"io", APN_BLAME_MACHINE},
    [APN_MEMORY] = {"memory", APN_BLAME_MACHINE},
    [APN_LIMIT] = {"limit", APN_BLAME_MACHINE},
    [APN_INTERNAL] = {"internal", APN_BLAME_LIBRARY},
    [APN_NUMBER] = {"number", APN_BLAME_INPUT},
    [APN_NOT_WHOLE_UNITS] = {"not-whole-units", APN_BLAME_INPUT},
    [APN_NEGATIVE_WEIGHT] = {"negative-weight", APN_BLAME_INPUT},
    [APN_NO_PARTY] = {"no-party", APN_BLAME_INPUT},
    [APN_NO_WEIGHT] = {"no-weight", APN_BLAME_INPUT},
    [APN_TIE] = {"tie", APN_BLAME_INPUT},
    [APN_BOUNDS_INFEASIBLE] = {"bounds-infeasible", APN_BLAME_INPUT},
    [APN_SHARE_SUM] = {"share-sum", APN_BLAME_INPUT},
    [APN_RESIDUAL_ZERO_WEIGHT] = {"residual-zero-weight", APN_BLAME_INPUT},
    [APN_YAML] = {"yaml", APN_BLAME_INPUT},
    [APN_YAML_FEATURE] = {"yaml-feature", APN_BLAME_INPUT},
    [APN_UNKNOWN_KEY] = {"unknown-key", APN_BLAME_INPUT},
    [APN_DUPLICATE_KEY] = {"duplicate-key", APN_BLAME_INPUT},
    [APN_MISSING_KEY] = {"missing-key", APN_BLAME_INPUT},
    [APN_WRONG_TYPE] = {"wrong-type", APN_BLAME_INPUT},
    [APN_UNKNOWN_ID] = {"unknown-id", APN_BLAME_INPUT},
    [APN_DUPLICATE_ID] = {"duplicate-id", APN_BLAME_INPUT},
    [APN_MISSING_WEIGHT] = {"missing-weight", APN_BLAME_INPUT},
    [APN_MISSING_YEAR] = {"missing-year", APN_BLAME_INPUT},
    [APN_NO_FIGURE] = {"no-figure", APN_BLAME_INPUT},
    [APN_INPUT_NEEDED] = {"input-needed", APN_BLAME_INPUT},
    [APN_NOT_A_MEMBER] = {"not-a-member", APN_BLAME_INPUT},
    [APN_OUTSIDE_AGREEMENT] = {"outside-agreement", APN_BLAME_INPUT},
    [APN_CSV] = {"csv", APN_BLAME_INPUT},
    [APN_DEFAULT_BASIS] = {"default-basis", APN_BLAME_NONE},
    [APN_RESIDUAL_NEGATIVE] = {"residual-negative", APN_BLAME_NONE},
    [APN_UNAPPORTIONED] = {"unapportioned", APN_BLAME_NONE},
    [APN_FOOTING] = {"footing", APN_BLAME_INPUT},
    [APN_TABLE_INFEASIBLE] = {"table-infeasible", APN_BLAME_INPUT},
    [APN_CANCELLED] = {"cancelled", APN_BLAME_CALLER},
    [APN_CYCLE] = {"cycle", APN_BLAME_INPUT},
    [APN_NOT_MONTH_EDGE] = {"not-month-edge", APN_BLAME_INPUT},
    [APN_UNIT_MISMATCH] = {"unit-mismatch", APN_BLAME_INPUT},
    [APN_PATH_OUTSIDE] = {"path-outside", APN_BLAME_INPUT},
    [APN_WORKED_OUT] = {"worked-out", APN_BLAME_NONE},
    [APN_JUDGEMENT] = {"judgement", APN_BLAME_NONE},
    [APN_PROVISIONAL] = {"provisional", APN_BLAME_NONE},
    [APN_RETROSPECTIVE] = {"retrospective", APN_BLAME_NONE},
    [APN_PRICE_BASE] = {"price-base", APN_BLAME_NONE},
    [APN_JSON] = {"json", APN_BLAME_INPUT},
    [APN_AROSE] = {"arose", APN_BLAME_NONE},
    [APN_OVER_RECOVERY] = {"over-recovery", APN_BLAME_NONE},
    [APN_OVERDRAWN] = {"overdrawn", APN_BLAME_NONE},
    [APN_NOTICE] = {"notice", APN_BLAME_NONE},
    [APN_PAYBACK] = {"payback", APN_BLAME_NONE},
};

#define STATUS_COUNT (sizeof statuses / sizeof statuses[0])

const char *apn_status_word(apn_status status)
{
    return (size_t)status < STATUS_COUNT ? statuses[status].word : NULL;
}

/* A number that is no status can only come from a caller. */
apn_blame apn_status_blame(apn_status status)
{
    return (size_t)status < STATUS_COUNT ? statuses[status].blame : APN_BLAME_CALLER;
}

const char *apn_severity_word(apn_severity severity)
{
    switch (severity) {
    case APN_NOTE:
        return "note";
    case APN_WARNING:
        return "warning";
    case APN_ERROR:
        break;
    }
    return "error";
}
