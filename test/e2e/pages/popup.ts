import type { Page } from '@playwright/test';
import type { Stage } from '../../support/stage';

/**
 * Opens the popup over a console page: in a tab of its own, while the page's is the active one. Once
 * it knows which page that is it comes to the front: a tab in the back is drawn once a second.
 */
export async function openPopupOver(stage: Stage, page: Page) {
  const popup = await stage.openExtensionPage('popup.html');
  await popup.setViewportSize({ width: 360, height: 600 });
  await page.bringToFront();
  await popup.reload();
  const opened = popupOf(popup);
  await opened.button('Bulk share').waitFor();
  await popup.bringToFront();
  return opened;
}

/** The popup, by the names that a person finds it by. */
export function popupOf(page: Page) {
  const button = (name: string | RegExp) =>
    page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name });
  return {
    page,
    button,
    heading: (name: string) => page.getByRole('heading', { name, exact: true }),
    /** The box of an image in the list. */
    image: (name: string) => page.getByRole('checkbox', { name: new RegExp(`^${name}(?: |$)`) }),
    search: page.getByRole('searchbox', { name: 'Find images' }),
    accounts: page.getByRole('textbox', { name: 'Accounts' }),
    permission: (name: 'Fleet' | 'Image builder') =>
      page.getByRole('checkbox', { name, exact: true }),
    changes: page.getByRole('table', { name: 'Changes' }),
    /** The job of the list whose title has these words. */
    job: (title: string) =>
      page.getByRole('region', { name: 'Jobs' }).getByRole('listitem').filter({ hasText: title }),
  };
}
