import type { Page } from '@playwright/test';

/** The desk's window for sharing an image of Image Builder, by the names that a person finds it by. */
export function buildDeskOf(page: Page) {
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const holders = page.getByRole('table', { name: 'Shared with', exact: true });
  return {
    page,
    button,
    heading: (name: string) => page.getByRole('heading', { name, exact: true }),
    /** A warning of the review, by some of its words. */
    warning: (words: string) => page.getByText(words),
    principals: page.getByRole('textbox', { name: /^Accounts, organizations/ }),
    way: (name: 'A resource share of AWS RAM' | 'The image policy') =>
      page.getByRole('radio', { name }),
    /** What there is of who has the image, and who may launch its AMIs. */
    holders,
    holder: (principal: string) =>
      holders.getByRole('row').filter({ has: page.getByText(principal, { exact: true }) }),
    policy: page.getByRole('textbox', { name: 'Image policy', exact: true }),
    async editPolicy() {
      await page.getByRole('button', { name: 'Edit the policy as JSON' }).click();
    },
    review: button('Review the changes'),
    plan: page.getByRole('table', { name: 'Changes of this plan' }),
    /** The rows of the plan as their texts: what, who, where. */
    async planned(): Promise<readonly string[]> {
      const rows = await page
        .getByRole('table', { name: 'Changes of this plan' })
        .locator('tbody tr')
        .all();
      const texts = await Promise.all(
        rows.map((row) =>
          row
            .locator('th, td')
            .allInnerTexts()
            .then((cells) => cells.join(' | ')),
        ),
      );
      return texts.map((text) => text.replaceAll(/\s+/g, ' '));
    },
    async commands(): Promise<string> {
      await page.getByRole('button', { name: /^As commands of the AWS CLI/ }).click();
      return page.getByRole('tabpanel').locator('pre').innerText();
    },
  };
}
