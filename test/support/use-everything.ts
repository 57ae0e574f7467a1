import { expect, type Page } from '@playwright/test';
import type { World } from '../aws/world';
import {
  believableWorld,
  externalId,
  identityCenterRegion,
  ownerAccount,
  roleArns,
  sandboxAccount,
  startUrl,
} from './scenarios';
import type { Stage } from './stage';
import { answerSignIn, credentialsMessage } from './steps';

/** The passphrase of the vault that {@link useEverything} makes. */
export const vaultPassphrase = 'CANARY battery staple horse';

const scope = { partition: 'aws', account: ownerAccount, region: 'us-east-1' };
const image = { name: 'office-2026-06' };

/** Who an image is shared with while everything is used. */
export const sharedWith = '555566667777';

interface Reply {
  readonly ok: boolean;
  readonly value?: { readonly value: unknown };
}

/** Asks the worker from an open document of the extension, and gives the whole answer. */
export function askWorker(page: Page, message: object): Promise<Reply> {
  return page.evaluate(
    (sent) =>
      (
        globalThis as unknown as {
          chrome: { runtime: { sendMessage: (sent: unknown) => Promise<Reply> } };
        }
      ).chrome.runtime.sendMessage(sent),
    message,
  );
}

/**
 * Brings every kind of secret into use: credentials that were added, a role that they assumed, a
 * sign-in through IAM Identity Center that goes on, the role of an account taken from it, a vault
 * that is open, and a change that was made with all of that. Gives all of these secrets.
 */
export async function useEverything(stage: Stage): Promise<readonly (string | Buffer)[]> {
  const page = await stage.openExtensionPage('popup.html');
  const call = async (message: object): Promise<unknown> => {
    const answer = await askWorker(page, message);
    if (!answer.ok) throw new Error(`The worker refused: ${JSON.stringify(answer)}`);
    return answer.value?.value;
  };
  await call(credentialsMessage(stage.world, ownerAccount));
  await call({
    call: 'credentials.assume-role',
    input: {
      source: { partition: 'aws', account: ownerAccount },
      region: 'us-east-1',
      roleArn: roleArns.imageOperator,
      sessionName: 'image-desk',
      durationSeconds: 3600,
      externalId,
    },
  });
  const opened = stage.context.waitForEvent('page');
  await call({ call: 'sign-in.start', input: { startUrl, region: identityCenterRegion } });
  const codes = [...stage.world.signIns.devices.keys()];
  const verification = await opened;
  await answerSignIn(verification, 'Allow');
  await expect
    .poll(() => call({ call: 'sign-in.state', input: {} }))
    .toMatchObject({ state: 'signed-in' });
  await verification.close();
  // There is no such role: what was not taken keeps the sign-in open.
  const picks = [
    { account: sandboxAccount, role: 'Administrator' },
    { account: ownerAccount, role: 'Nobody' },
  ];
  await call({ call: 'sign-in.take', input: { region: 'us-east-1', picks } });
  await call({ call: 'vault.create', input: { passphrase: vaultPassphrase } });
  const account = { partition: 'aws', account: ownerAccount };
  await call({ call: 'vault.remember', input: { account, longTerm: false } });
  const desired = [{ account: sharedWith, fleet: true, imageBuilder: false }];
  const images = [{ region: scope.region, image, desired }];
  const plan = await call({ call: 'sharing.plan', scope, input: { images } });
  const { digest } = plan as { digest: string };
  const job = await call({ call: 'sharing.apply', scope, input: { digest } });
  const { id } = job as { id: string };
  await expect
    .poll(() => call({ call: 'jobs.get', input: { id } }))
    .toMatchObject({ job: { state: 'ended', counts: { done: 1 } } });
  const key = await vaultKeyIn(page);
  await page.close();
  const made = secretsMadeIn(stage.world);
  // A role's session, the one of the sandbox, a client, and a token.
  expect(made.length).toBeGreaterThanOrEqual(2 + 2 + 1 + 1);
  return [
    ...secretsOf(stage.world),
    ...codes,
    vaultPassphrase,
    key,
    Buffer.from(key, 'base64'),
    'CANARY',
  ];
}

/** Every secret that a world knows by now. */
function secretsOf({ accounts, signIns }: World): readonly string[] {
  const keys = [...accounts.values()]
    .flatMap(({ principals }) => principals)
    .flatMap(({ secretAccessKey, sessionToken }) => [secretAccessKey, sessionToken ?? ''])
    .filter((text) => text !== '');
  const clients = [...signIns.clients.values()].map(({ secret }) => secret);
  return [...keys, ...clients, ...signIns.sessions.keys()];
}

/** Those that were made since the world was. */
function secretsMadeIn(world: World): readonly string[] {
  const before = new Set(secretsOf(believableWorld()));
  return secretsOf(world).filter((text) => !before.has(text));
}

/** The key of the open vault, in base64, out of the memory where only the extension finds it. */
async function vaultKeyIn(page: Page): Promise<string> {
  const held = await page.evaluate(() =>
    (
      globalThis as unknown as {
        chrome: { storage: { session: { get: (key: string) => Promise<object> } } };
      }
    ).chrome.storage.session.get('secret/vault'),
  );
  const key = /"key":"([A-Za-z0-9+/=]{44})"/.exec(JSON.stringify(held))?.[1];
  if (key === undefined) throw new Error('The vault is not open.');
  return key;
}
