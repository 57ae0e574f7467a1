import { expect, type Page } from '@playwright/test';
import type { AccountAlias } from '@/lib/accounts/alias';
import type { InputOf, OperationId, OutputOf } from '@/lib/operations/registry';
import type { Result } from '@/lib/result';
import type { Scope } from '@/lib/scope';
import type { World } from '../aws/world';
import type { Stage } from './stage';
import { credentialsOf } from './scenarios';

/** The message by which Settings gives the worker the credentials of an account. */
export function credentialsMessage(world: World, account: string, region = 'us-east-1') {
  const { expiration, ...keys } = credentialsOf(world, account);
  return {
    call: 'credentials.add' as const,
    input: { ...keys, region, expiresAt: expiration.getTime() },
  };
}

/**
 * Sends the worker a message as a document of the extension does, and gives its answer. The
 * document is one of its icons, in the blank page: it draws nothing, and no tab is opened for it.
 */
export async function sendToWorker(
  { blank, extensionId }: Stage,
  message: object,
): Promise<Result<{ readonly value: unknown }>> {
  const address = `chrome-extension://${extensionId}/icon/16.png`;
  if (blank.url() !== address) await blank.goto(address);
  return blank.evaluate(
    (sent) =>
      (
        globalThis as unknown as {
          chrome: { runtime: { sendMessage: (sent: unknown) => Promise<never> } };
        }
      ).chrome.runtime.sendMessage(sent),
    message,
  );
}

/** Gives the worker the credentials of an account, past the surfaces. */
export async function addCredentials(
  stage: Stage,
  account: string,
  region = 'us-east-1',
): Promise<void> {
  await ask(stage, credentialsMessage(stage.world, account, region));
}

/** Gives accounts names, past the surfaces. */
export async function nameAccounts(stage: Stage, aliases: readonly AccountAlias[]): Promise<void> {
  await ask(stage, { call: 'accounts.import', input: { aliases: [...aliases] } });
}

/**
 * Asks the worker as a document of the extension does, and gives its answer; throws when it
 * refuses. What the answer is goes by the operation's contract.
 */
export async function ask<Id extends OperationId>(
  stage: Stage,
  message: {
    readonly call: Id;
    readonly input: InputOf<Id>;
    readonly scope?: Scope;
  },
): Promise<OutputOf<Id>> {
  const answer = await sendToWorker(stage, message);
  if (!answer.ok) throw new Error(`The worker refused: ${JSON.stringify(answer)}`);
  return answer.value.value as OutputOf<Id>;
}

/** Puts a text on the clipboard as a person does: types it somewhere, selects and copies it. */
export async function copyText(stage: Stage, text: string): Promise<void> {
  const page = await stage.context.newPage();
  await page.setContent('<textarea aria-label="Scratch"></textarea>');
  const scratch = page.getByLabel('Scratch');
  await scratch.fill(text);
  await scratch.press('ControlOrMeta+A');
  await scratch.press('ControlOrMeta+C');
  await page.close();
}

/** Presses a button that opens the desk in its window, and gives the window's page. */
export async function openDeskFrom(stage: Stage, press: () => Promise<void>): Promise<Page> {
  const opened = stage.context.waitForEvent('page');
  await press();
  const page = await opened;
  await page.waitForURL(/\/desk\.html/);
  return page;
}

/** Pastes a text into Settings, from the clipboard, by keyboard. */
export async function pasteIntoSettings(stage: Stage, settings: Page, text: string): Promise<void> {
  await copyText(stage, text);
  await settings.bringToFront();
  await settings.getByRole('textbox', { name: 'Paste credentials here' }).focus();
  await settings.keyboard.press('ControlOrMeta+V');
}

/** The credentials of an account, as `aws configure export-credentials` prints them. */
export function exportedCredentials({ world }: Stage, account: string): string {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = credentialsOf(world, account);
  return JSON.stringify({
    Version: 1,
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
    Expiration: expiration.toISOString(),
  });
}

/** Adds the credentials of an account as a person does, and sees the identity. */
export async function pasteCredentials(stage: Stage, account: string): Promise<void> {
  const settings = await stage.openExtensionPage('desk.html#/settings');
  await pasteIntoSettings(stage, settings, exportedCredentials(stage, account));
  await settings.getByRole('button', { name: 'Add credentials', exact: true }).click();
  const row = settings.getByRole('row').filter({ hasText: account });
  await expect(row).toContainText('ImageAdministrator (role)');
  await settings.close();
}

/** Sends a message as the content script of a page does, from its own world; gives the answer. */
export function sendAsContentScript(stage: Stage, page: Page, message: object): Promise<unknown> {
  return inContentScript(stage, page, `chrome.runtime.sendMessage(${JSON.stringify(message)})`);
}

/**
 * Has the content script of a page believe that the page is hidden, or shown again: browsers that
 * are driven by a test never hide one.
 */
export async function setHidden(stage: Stage, page: Page, hidden: boolean): Promise<void> {
  await inContentScript(
    stage,
    page,
    `Object.defineProperty(document, 'hidden', { value: ${hidden}, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));`,
  );
}

/** Evaluates an expression in the world of a page's content script. */
async function inContentScript(stage: Stage, page: Page, expression: string): Promise<unknown> {
  const session = await stage.context.newCDPSession(page);
  const worlds: { readonly id: number; readonly origin: string }[] = [];
  session.on('Runtime.executionContextCreated', ({ context }) => worlds.push(context));
  await session.send('Runtime.enable');
  const own = worlds.find(({ origin }) => origin === `chrome-extension://${stage.extensionId}`);
  if (!own) throw new Error('The page has no content script.');
  const { result } = await session.send('Runtime.evaluate', {
    contextId: own.id,
    expression,
    awaitPromise: true,
    returnByValue: true,
  });
  await session.detach();
  return result.value;
}

/** Answers on the page of AWS that asks a person to confirm a sign-in, and sees that it counts. */
export async function answerSignIn(verification: Page, choice: 'Allow' | 'Deny'): Promise<void> {
  await verification.getByRole('button', { name: choice }).click();
  const heading = choice === 'Allow' ? 'Request approved' : 'Request denied';
  await verification.getByRole('heading', { name: heading }).waitFor();
}
