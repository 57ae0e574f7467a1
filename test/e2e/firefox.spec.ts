import { mutatingCalls } from '../aws/log';
import type { FakeAws } from '../aws/server';
import { ownImage, regionOf } from '../aws/world';
import { consoleUrl } from '../console/pages';
import { startFirefox, type Firefox, type FirefoxPage } from '../support/firefox';
import { believableWorld, customerAccount, ownerAccount } from '../support/scenarios';
import { extensionBuild, startAwsWithConsole } from '../support/stage';
import { credentialsMessage } from '../support/steps';
import { expect, test as base } from './fixtures';

const test = base.extend<{ aws: FakeAws; firefox: Firefox }>({
  aws: async ({ stageOptions }, use) => {
    const aws = await startAwsWithConsole(stageOptions.world ?? believableWorld());
    await use(aws);
    await aws.close();
  },
  firefox: async ({ aws }, use) => {
    const firefox = await startFirefox(extensionBuild('test', 'firefox'), aws.port);
    await use(firefox);
    await firefox.close();
  },
});

const panelText = (page: FirefoxPage) =>
  page.evaluate(`document.querySelector('image-desk-panel')?.shadowRoot?.textContent ?? ''`);

/** Presses the button of a name, in the page or in the panel, once it can be pressed. */
async function press(page: FirefoxPage, name: string): Promise<void> {
  const expression = `(() => {
    const roots = [document, document.querySelector('image-desk-panel')?.shadowRoot];
    const buttons = roots.flatMap((root) => [...(root?.querySelectorAll('button') ?? [])]);
    const named = (button) => button.getAttribute('aria-label') ?? button.textContent.trim();
    const found = buttons.find((button) => named(button) === ${JSON.stringify(name)});
    if (!found || found.disabled) return false;
    found.click();
    return true;
  })()`;
  await expect.poll(() => page.evaluate(expression)).toBe(true);
}

test('Firefox shows the image in focus, revokes an account, and the panel follows', async ({
  aws,
  firefox,
}) => {
  const popup = await firefox.openExtensionPage('popup.html');
  const message = JSON.stringify(credentialsMessage(aws.world, ownerAccount));
  expect(await popup.evaluate(`browser.runtime.sendMessage(${message}).then(({ ok }) => ok)`)).toBe(
    true,
  );

  const page = await firefox.open(
    consoleUrl({ host: 'regional', region: 'us-east-1', selected: 'office-2026-06' }),
  );
  await expect.poll(() => panelText(page)).toContain('Windows Server 2022');
  await expect.poll(() => panelText(page)).toContain('Shared with 2 accounts.');

  await press(page, `Revoke access ${customerAccount}`);
  await expect.poll(() => firefox.pageAt('#/revoke')).toBeDefined();
  const desk = await firefox.pageAt('#/revoke');
  if (!desk) throw new Error('The desk window is gone');
  await press(desk, 'Revoke access');

  await expect.poll(() => panelText(page)).toContain('Shared with 1 account.');
  const image = ownImage(regionOf(aws.world, 'us-east-1'), ownerAccount, 'office-2026-06');
  expect([...(image?.permissions.keys() ?? [])]).toEqual(['222233334444']);
  expect(mutatingCalls(aws.log).map(({ operation }) => operation)).toEqual([
    'DeleteImagePermissions',
  ]);
});
