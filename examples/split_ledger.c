/* split_ledger: shares every row of a ledger by the same weights, and shows that each row and the
 * whole foot.
 *
 *   split_ledger FILE.csv */
#include <stdio.h>
#include <stdlib.h>

#include <apportion/apportion.h>

/* The library takes no ledger above 64 MiB: one byte more is read, which it refuses. */
enum { PARTIES = 3, ITEM = 0, AMOUNT = 1, READ_MOST = 64 * 1024 * 1024 + 1 };

/* Splits one row and adds its pence to the sums: the parties', then the total's. */
static apn_status split_row(const apn_splitter *splitter, const apn_sheet *sheet, size_t row,
                            int64_t *sums, apn_error *err)
{
    const apn_decimal penny = {.lo = 1, .scale = 2, .sign = 1};
    apn_sheet_cell cell = apn_sheet_cell_at(sheet, row, AMOUNT);
    apn_decimal amount, pence;
    int64_t total = 0, parts[PARTIES] = {0}, sum = 0;
    apn_status status = apn_decimal_parse(cell.text, cell.length, APN_FORM_MONEY | APN_FORM_SHEET,
                                          NULL, &amount, err);
    if (status == APN_OK)
        status = apn_decimal_to_units(amount, penny, APN_ROUND_NONE, &pence, err);
    if (status == APN_OK)
        status = apn_decimal_to_i64(pence, &total, err);
    if (status == APN_OK)
        status = apn_splitter_run_i64(splitter, &total, 1, parts, err);
    if (status != APN_OK)
        return status;
    printf("%-18s", apn_sheet_cell_at(sheet, row, ITEM).text);
    for (size_t i = 0; i < PARTIES; i++) {
        printf(" %11lld", (long long)parts[i]);
        sums[i] += parts[i];
        sum += parts[i];
    }
    printf(" %12lld%s\n", (long long)total, sum == total ? "" : " does not foot");
    sums[PARTIES] += total;
    return APN_OK;
}

int main(int argc, char **argv)
{
    const apn_decimal users[PARTIES] = {apn_decimal_from_i64(1100), apn_decimal_from_i64(1888),
                                        apn_decimal_from_i64(1220)};
    if (argc != 2) {
        fprintf(stderr, "usage: split_ledger FILE.csv\n");
        return 2;
    }
    FILE *file = fopen(argv[1], "rb");
    char *bytes = file ? malloc(READ_MOST) : NULL;
    size_t length = bytes ? fread(bytes, 1, READ_MOST, file) : 0;
    if (!bytes || ferror(file)) {
        perror(argv[1]);
        free(bytes);
        return 1;
    }
    fclose(file);
    apn_sheet *sheet = NULL;
    apn_splitter *splitter = NULL;
    apn_error err = {0};
    int64_t sums[PARTIES + 1] = {0};
    apn_status status = apn_sheet_from_csv(bytes, length, argv[1], NULL, &sheet, &err);
    if (status == APN_OK)
        status = apn_splitter_make(users, PARTIES, NULL, &splitter, &err);
    if (status == APN_OK)
        printf("%-18s %11s %11s %11s %12s\n", "pence", "lincs", "notts", "nhants", "total");
    for (size_t row = 1; status == APN_OK && row < apn_sheet_row_count(sheet); row++)
        status = split_row(splitter, sheet, row, sums, &err);
    if (status == APN_OK)
        printf("%-18s %11lld %11lld %11lld %12lld\n", "sum", (long long)sums[0], (long long)sums[1],
               (long long)sums[2], (long long)sums[PARTIES]);
    else
        fprintf(stderr, "split_ledger: %s [%s]\n", err.message, apn_status_word(status));
    apn_splitter_free(splitter);
    apn_sheet_free(sheet);
    free(bytes);
    return status == APN_OK ? 0 : 1;
}
