import type { Locator, Page } from '@playwright/test';

/** The pivot page as a person sees it: its table by labels. */
export type PivotTable = {
  grid: Locator;
  /** The text of the cell where a row and a column meet, when its value is there. */
  cell(row: string, column: string): Promise<string>;
  locate(row: string, column: string): Promise<Locator>;
  rows(): Promise<string[]>;
  /** Waits until a computation that is under way has ended. */
  settled(): Promise<void>;
};

export function pivotTable(page: Page): PivotTable {
  const grid = page.getByRole('treegrid', { name: 'Pivot' });
  const locate = async (row: string, column: string) => {
    const head = grid.getByRole('columnheader', { name: column, exact: true }).last();
    const index = await head.getAttribute('aria-colindex');
    const line = grid.getByRole('row').filter({ has: page.getByRole('rowheader', { name: row, exact: true }) });
    return line.first().locator(`[role="gridcell"][aria-colindex="${index}"]`);
  };
  return {
    grid,
    locate,
    cell: async (row, column) => ((await (await locate(row, column)).textContent()) ?? '').trim(),
    rows: async () => (await grid.getByRole('rowheader').allInnerTexts()).map((text) => text.trim()),
    async settled() {
      await grid.waitFor();
      await page.getByRole('status').filter({ hasText: 'computing' }).waitFor({ state: 'detached' });
      await page.locator('[data-old]').waitFor({ state: 'detached' });
    },
  };
}

/** A number as it stands in a cell. */
export function numberOf(text: string): number {
  return text === '–' ? 0 : Number(text.replaceAll(',', ''));
}
