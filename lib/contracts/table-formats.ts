/** What a table can be saved or copied as. `csv-excel` carries the mark without which Excel misreads UTF-8. */
export const TABLE_FORMATS = ['csv', 'csv-excel', 'xlsx', 'json', 'jsonl', 'vcf', 'tsv', 'md'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];
