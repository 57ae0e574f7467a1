import { ownerAccount } from '../../support/scenarios';
import { openStage } from '../../support/stage';
import { addCredentials, credentialsMessage, sendToWorker } from '../../support/steps';
import { writeOtherExtension } from '../../support/other-extension';
import { inputs } from '../../unit/support/inputs';
import { expect, test } from '../fixtures';

const scope = { partition: 'aws', account: ownerAccount, region: 'us-east-1' };

interface Runtime {
  readonly sendMessage: (id: string, message: unknown) => Promise<unknown>;
  readonly connect: (id: string) => {
    readonly onMessage: { readonly addListener: (hear: (message: unknown) => void) => void };
    readonly onDisconnect: { readonly addListener: (hear: () => void) => void };
  };
}

test('T7: another extension is not heard, whatever it sends', async ({ stageOptions }) => {
  const other = writeOtherExtension();
  const stage = await openStage({ ...stageOptions, besides: [other.folder] });
  try {
    await addCredentials(stage, ownerAccount);
    const before = stage.aws.log.length;
    const attacker = await stage.context.newPage();
    await attacker.goto(other.page);
    const messages = [
      ...Object.entries(inputs).map(([call, input]) => ({ call, input, scope })),
      credentialsMessage(stage.world, ownerAccount),
      { event: 'credentials-changed' },
      'anything',
    ];
    const answers = await attacker.evaluate(
      async ([id, sent]) => {
        const { runtime } = (globalThis as unknown as { chrome: { runtime: Runtime } }).chrome;
        const one = await Promise.all(
          sent.map((message) =>
            runtime.sendMessage(id, message).then(
              (answer) => JSON.stringify(answer),
              (error: unknown) => String(error),
            ),
          ),
        );
        const port = runtime.connect(id);
        const ended = new Promise((resolve) => {
          port.onMessage.addListener((message) => resolve({ heard: message }));
          port.onDisconnect.addListener(() => resolve('disconnected'));
        });
        return { one: [...new Set(one)], port: await ended };
      },
      [stage.extensionId, messages] as const,
    );
    expect(answers).toEqual({
      one: [expect.stringContaining('Receiving end does not exist')],
      port: 'disconnected',
    });
    const listening = await stage.context.serviceWorkers()[0]?.evaluate(() => {
      type Event = { readonly hasListeners: () => boolean };
      const { runtime } = (
        globalThis as unknown as { chrome: { runtime: Readonly<Record<string, Event>> } }
      ).chrome;
      return ['onMessage', 'onMessageExternal', 'onConnectExternal', 'onConnect'].filter((name) =>
        runtime[name]?.hasListeners(),
      );
    });
    expect(listening).toEqual(['onMessage']);
    // Nothing was refused, because nothing had come; and nothing was asked of AWS.
    const activity = await sendToWorker(stage, { call: 'activity.list', input: { limit: 50 } });
    expect(activity).toMatchObject({ ok: true, value: { value: { records: [] } } });
    expect(stage.aws.log).toHaveLength(before);
    // The other extension reads nothing out of this one either.
    expect(
      await attacker.evaluate(
        (address) =>
          fetch(address).then(
            () => 'read',
            () => 'refused',
          ),
        `chrome-extension://${stage.extensionId}/desk.html`,
      ),
    ).toBe('refused');
  } finally {
    await stage.close();
    other.remove();
  }
});
