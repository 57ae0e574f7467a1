import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';

/** The list of jobs and the page of one, by the names that a person finds them by. */
export function jobsOf(page: Page) {
  const changes = page.getByRole('table', { name: 'Changes of this job' });
  return {
    page,
    button: (name: string) => page.getByRole('button', { name, exact: true }),
    link: (name: string) => page.getByRole('link', { name, exact: true }),
    /** The way to the job of a plan that was just applied. */
    started: page.getByRole('link', { name: /^Show (?:each change|the result of each change)$/ }),
    heading: (name: string) => page.getByRole('heading', { name, exact: true }),
    dialog: page.getByRole('dialog'),
    /** A job in the list, by its title. */
    row: (title: string) =>
      page
        .getByRole('table', { name: 'Jobs' })
        .getByRole('row')
        .filter({ has: page.getByRole('link', { name: title, exact: true }) })
        .first(),
    /** How the job of the page stands. */
    state: page.getByRole('group', { name: 'State' }),
    tell: page.getByRole('checkbox', { name: 'Tell me when it ends' }),
    changes,
    change: (text: string | RegExp) => changes.getByRole('row').filter({ hasText: text }),
    /** Says how many changes fit the filters, of how many. */
    count: page.getByRole('heading', { name: /^Changes/ }),
    async find(text: string) {
      await page.getByRole('searchbox', { name: 'Find changes' }).fill(text);
    },
    async filterBy(result: string) {
      await page.getByRole('button', { name: /^Result ./ }).click();
      await page.getByRole('option', { name: result, exact: true }).click();
    },
    /** Saves a report, and gives the file. */
    async report(format: string): Promise<{ readonly file: string; readonly text: string }> {
      await page.getByRole('button', { name: 'Report', exact: true }).click();
      const downloading = page.waitForEvent('download');
      await page.getByRole('menuitem', { name: format, exact: true }).click();
      const download = await downloading;
      return {
        file: download.suggestedFilename(),
        text: readFileSync(await download.path(), 'utf8'),
      };
    },
    async sortBy(column: string) {
      await changes.getByRole('columnheader', { name: column }).getByRole('button').click();
    },
  };
}
