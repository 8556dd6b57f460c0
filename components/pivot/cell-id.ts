/** The id of a cell by its place among what is in sight; row -1 is the header's, column -1 the row headers'. */
export function cellId(row: number, column: number): string {
  return `cell-${row + 1}-${column + 1}`;
}
