/* savings_reader.h: what the readers of the register of savings share. */
#ifndef APN_AGREEMENT_SAVINGS_READER_H
#define APN_AGREEMENT_SAVINGS_READER_H

#include "agreement_reader.h"
#include "savings.h"

/* The basis of a saving that names none. */
typedef struct apn__saving_basis {
    size_t basis;    /* or APN__NONE */
    bool named;      /* perhaps wrongly */
    bool is_default; /* it is the agreement's */
    apn__place place;
} apn__saving_basis;

/* `yes` or `no`, behind the node's key: true for yes. NULL node: false. `answer` stays as it was
 * when it is neither. */
bool apn__read_yes(apn__reader *reader, const apn__node *node, const apn__trail *up,
                   const char **answer);

/* In read_saving.c: one item of the register. */
void apn__read_saving(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                      const apn__saving_basis *basis, apn__saving *saving);

/* In count_savings.c: what counts in each year, once all items are read. Reports what was due and
 * has no realised figure. */
void apn__count_savings(apn__reader *reader, const apn__node *node, const apn__trail *trail,
                        apn__savings *savings);

#endif
