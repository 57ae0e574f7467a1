import { mutatingCalls } from '../../aws/log';
import { consoleUrl } from '../../console/pages';
import { customerAccount, ownerAccount, sandboxAccount } from '../../support/scenarios';
import { addCredentials, openDeskFrom, sendAsContentScript } from '../../support/steps';
import { expect, test } from '../fixtures';
import { deskOf } from '../pages/desk';
import { panelOf } from '../pages/panel';

const region = 'us-east-1';
const selected = 'office-2026-06';
const office = consoleUrl({ host: 'regional', region, selected });

test('T11: a page of another account than the credentials says so, and AWS is not asked', async ({
  stage,
}) => {
  await addCredentials(stage, customerAccount);
  const page = await stage.context.newPage();
  await page.goto(office);
  await expect(panelOf(page).region.getByRole('alert')).toContainText(
    `credentials for another account, but not for ${ownerAccount}`,
  );
  for (const control of ['Share image', 'Edit permissions', 'Stop sharing']) {
    await expect(panelOf(page).button(control)).toHaveCount(0);
  }
  // The desk of that account has nothing to offer either.
  const place = `partition=aws&account=${ownerAccount}&region=${region}&image=${selected}`;
  const desk = deskOf(await stage.openExtensionPage(`desk.html#/stop?${place}`));
  await expect(desk.page.getByText(/but not for 111122223333/).first()).toBeVisible();
  await expect(
    desk.page.getByRole('button', { name: 'Stop sharing', disabled: false }),
  ).toHaveCount(0);
  expect(stage.aws.log.filter(({ service }) => service === 'appstream')).toEqual([]);
});

/** A script that makes a page say that it is of an account. */
const lie = (account: string) => `
  new MutationObserver(() => {
    const tag = document.querySelector('meta[name="awsc-session-data"]');
    const lie = JSON.stringify({ accountId: ${JSON.stringify(account)} });
    if (tag && tag.content !== lie) tag.content = lie;
  }).observe(document, { childList: true, subtree: true });`;

test('T11: a page that lies about its account gets what that account shows, and no change', async ({
  stage,
}) => {
  await addCredentials(stage, ownerAccount);
  await addCredentials(stage, customerAccount);
  const liar = await stage.context.newPage();
  await liar.addInitScript(lie(customerAccount));
  await liar.goto(consoleUrl({ host: 'regional', region, selected: 'customer-erp-client' }));
  // What it is shown is another account's, and whatever it opens names that account.
  await expect(panelOf(liar).region).toContainText(customerAccount);
  const stop = await openDeskFrom(stage, () => panelOf(liar).button('Stop sharing').click());
  await expect(stop.getByText(customerAccount).first()).toBeVisible();
  expect(new URL(stop.url()).hash).toContain(`account=${customerAccount}`);
  expect(new Set(mutatingCalls(stage.aws.log))).toEqual(new Set());

  // Nothing of an account whose credentials are not held.
  const other = await stage.context.newPage();
  await other.addInitScript(lie(sandboxAccount));
  await other.goto(office);
  await expect(panelOf(other).region.getByRole('alert')).toContainText(`not for ${sandboxAccount}`);
  const calls = stage.aws.log.filter(({ service }) => service === 'appstream');
  expect(new Set(calls.map(({ account }) => account))).toEqual(new Set([customerAccount]));

  // Where the address names the account, a lie counts for nothing.
  const certain = await stage.context.newPage();
  await certain.addInitScript(lie(customerAccount));
  const host = { host: 'multi-session', account: ownerAccount } as const;
  await certain.goto(consoleUrl({ ...host, region, selected }));
  await expect(panelOf(certain).share('222233334444')).toBeVisible();
  expect(mutatingCalls(stage.aws.log)).toEqual([]);
});

test('T12: a page cannot say with whom to share', async ({ stage }) => {
  await addCredentials(stage, ownerAccount);
  const page = await stage.context.newPage();
  await page.goto(office);
  await expect(panelOf(page).sharing).toBeVisible();
  const pages = stage.context.pages().length;
  const image = { name: selected };
  const target = '999900009999';
  const share = { account: target, fleet: true, imageBuilder: true };
  for (const input of [
    { view: 'share', image, account: target },
    { view: 'share', image, accounts: [target] },
    { view: 'edit', image, desired: [share] },
    { view: 'share', image: { ...image, sharedWith: target } },
  ]) {
    const message = { call: 'desk.open', input, hints: { account: ownerAccount } };
    expect(await sendAsContentScript(stage, page, message)).toMatchObject({
      problem: { kind: 'refused' },
    });
  }
  expect(stage.context.pages()).toHaveLength(pages);
  // Even an address of the desk that somebody made up leaves the form as it was.
  const place = `partition=aws&account=${ownerAccount}&region=${region}&image=${selected}`;
  const extra = `with=${target}&accounts=${target}&desired=${JSON.stringify([share])}`;
  const desk = deskOf(await stage.openExtensionPage(`desk.html#/share?${place}&${extra}`));
  await expect(desk.field(1)).toHaveValue('');
  await expect(desk.button('Share image')).toBeDisabled();
  expect(await desk.page.evaluate(() => document.body.outerHTML)).not.toContain(target);
  expect(mutatingCalls(stage.aws.log)).toEqual([]);
});
