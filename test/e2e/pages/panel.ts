import type { Page } from '@playwright/test';

/** The panel of a console page, by the names that a person finds it by. */
export function panelOf(page: Page) {
  const region = page.locator('image-desk-panel').getByRole('region', { name: 'Image Desk' });
  const section = (name: string) => region.getByRole('group', { name, exact: true });
  return {
    region,
    general: section('General details'),
    applications: section('Applications'),
    sharing: section('Sharing'),
    usedBy: section('Used by'),
    lineage: section('Lineage'),
    button: (name: string) => region.getByRole('button', { name, exact: true }),
    picker: region.getByRole('combobox', { name: 'Image' }),
    /** The row of an account that the image is shared with. */
    share: (account: string) => section('Sharing').getByRole('row').filter({ hasText: account }),
    /** Everything that the sharing table says, as account and permissions. */
    async shares(): Promise<readonly (readonly string[])[]> {
      const rows = await section('Sharing').getByRole('row').all();
      const cells = await Promise.all(rows.map((row) => row.getByRole('cell').allTextContents()));
      const headers = await Promise.all(
        rows.map((row) => row.getByRole('rowheader').allTextContents()),
      );
      return rows
        .map((_, index) => [...(headers[index] ?? []), ...(cells[index] ?? [])].slice(0, 2))
        .filter((row) => row.length > 0);
    },
  };
}
