import { expect, type Locator, type Page } from '@playwright/test';
import { panelOf } from './panel';

/** The actions of a build in the panel of its page, by the names that a person finds them by. */
export function buildActionsOf(page: Page) {
  const { region, button } = panelOf(page);
  const section = (name: string) => region.getByRole('group', { name, exact: true });
  return {
    region,
    button,
    summary: section('Summary'),
    workflow: section('Workflow'),
    steps: section('Workflow').getByRole('table', { name: 'Steps' }),
    act: (name: string) => section('Actions').getByRole('button', { name, exact: true }),
    /** Whether one thing comes before another. */
    isBefore: async (one: Locator, other: Locator): Promise<boolean> =>
      one.evaluate(
        (first, second) =>
          second !== null &&
          (first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0,
        await other.elementHandle(),
      ),
    /** Each button that cannot be pressed, with the reason that it is described by. */
    refused: (): Promise<Readonly<Record<string, string>>> =>
      section('Actions')
        .locator('button')
        .evaluateAll((buttons) =>
          Object.fromEntries(
            buttons
              .filter((each) => each.matches(':disabled, [aria-disabled="true"]'))
              .map((each) => {
                const root = each.getRootNode() as ShadowRoot;
                const reason = root.getElementById(each.getAttribute('aria-describedby') ?? '');
                return [each.textContent ?? '', reason?.textContent ?? ''];
              }),
          ),
        ),
  };
}

/** The window of an action on a build, by the names that a person finds things by. */
export function actWindowOf(page: Page) {
  return {
    page,
    button: (name: string) => page.getByRole('button', { name, exact: true }),
    heading: (name: string) => page.getByRole('heading', { name, exact: true }),
    plan: page.getByRole('table', { name: 'Changes of this plan' }),
    text: (text: string | RegExp) => page.getByText(text),
    option: (name: string) => page.getByRole('radio', { name: new RegExp(`^${name}`) }),
    field: (name: string) => page.getByRole('textbox', { name }),
    /** What goes with an image that is deleted: each AMI, or each snapshot. */
    listed: (noun: string) =>
      page.getByRole('list', { name: `Each ${noun}` }).getByRole('listitem'),
    result: page.getByRole('heading', { name: 'Result', exact: true }),
    /** The commands for bash, once they are opened. */
    async commands(): Promise<string> {
      await page.getByRole('button', { name: /^As commands of the AWS CLI/ }).click();
      return page.getByRole('tabpanel', { name: 'bash' }).innerText();
    },
    /** Chooses from a list, in which something else cannot be chosen. */
    async choose(field: string, option: string, not: string) {
      await page.getByRole('button', { name: field }).click();
      await expect(page.getByRole('option', { name: not })).toBeDisabled();
      await page.getByRole('option', { name: option }).click();
    },
  };
}
