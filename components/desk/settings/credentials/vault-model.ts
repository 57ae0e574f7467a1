import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import { passphraseProblem, shortestPassphrase } from '../../../../lib/credentials/passphrase';
import type { Client } from '../../../../lib/messaging/client';
import type { UnlockOutcome } from '../../../../lib/operations/vault';
import type { Problem } from '../../../../lib/problems/problem';
import type { Result } from '../../../../lib/result';
import type { AccountScope } from '../../../../lib/scope';

/** How the last thing that was asked of the vault ended. */
export type Doing =
  | { readonly state: 'idle' }
  | { readonly state: 'running' }
  | { readonly state: 'problem'; readonly problem: Problem }
  | { readonly state: 'made' }
  | { readonly state: 'unlocked'; readonly outcome: UnlockOutcome }
  | { readonly state: 'removed' };

/** Makes, opens and deletes the vault. A passphrase is here only until it was sent. */
export interface VaultModel {
  readonly passphrase: ReadonlySignal<string>;
  readonly repeated: ReadonlySignal<string>;
  /** What is wrong with a new passphrase, once both fields have something in them. */
  readonly newError: ReadonlySignal<string | undefined>;
  readonly repeatError: ReadonlySignal<string | undefined>;
  readonly mayMake: ReadonlySignal<boolean>;
  readonly mayUnlock: ReadonlySignal<boolean>;
  readonly doing: ReadonlySignal<Doing>;
  readonly type: (passphrase: string) => void;
  readonly repeat: (passphrase: string) => void;
  readonly make: () => Promise<void>;
  readonly unlock: () => Promise<void>;
  readonly forget: (account: AccountScope) => Promise<void>;
  readonly remove: () => Promise<void>;
  /** Lets go of what was typed. */
  readonly clear: () => void;
}

/** Makes the model of the vault's section. */
export function createVaultModel(client: Client): VaultModel {
  const passphrase = signal('');
  const repeated = signal('');
  const doing = signal<Doing>({ state: 'idle' });

  const clear = (): void => {
    batch(() => {
      passphrase.value = '';
      repeated.value = '';
    });
  };
  const run = async <Value>(
    ask: () => Promise<Result<Value>>,
    ended: (value: Value) => Doing,
  ): Promise<void> => {
    if (doing.value.state === 'running') return;
    doing.value = { state: 'running' };
    const asked = ask();
    // It is on its way; the fields are empty from now on, whatever comes of it.
    clear();
    const answer = await asked;
    doing.value = answer.ok ? ended(answer.value) : { state: 'problem', problem: answer.problem };
  };

  const newError = computed(() =>
    passphrase.value !== '' && passphraseProblem(passphrase.value)
      ? `Use at least ${shortestPassphrase} characters, such as several words that do not belong together.`
      : undefined,
  );
  const repeatError = computed(() =>
    repeated.value !== '' && !passphrase.value.startsWith(repeated.value)
      ? 'The two are not the same.'
      : undefined,
  );
  const mayMake = computed(
    () => passphraseProblem(passphrase.value) === undefined && passphrase.value === repeated.value,
  );
  const mayUnlock = computed(() => passphrase.value !== '');

  return {
    passphrase,
    repeated,
    newError,
    repeatError,
    mayMake,
    mayUnlock,
    doing,
    clear,
    type(text) {
      batch(() => {
        passphrase.value = text;
        if (doing.value.state !== 'running') doing.value = { state: 'idle' };
      });
    },
    repeat(text) {
      repeated.value = text;
    },
    async make() {
      if (!mayMake.value) return;
      const input = { passphrase: passphrase.value };
      await run(
        () => client.call('vault.create', input),
        () => ({ state: 'made' }),
      );
    },
    async unlock() {
      if (!mayUnlock.value) return;
      const input = { passphrase: passphrase.value };
      await run(
        () => client.call('vault.unlock', input),
        ({ value }) => ({ state: 'unlocked', outcome: value }),
      );
    },
    forget: ({ partition, account }) =>
      run(
        () => client.call('vault.forget', { account: { partition, account } }),
        () => ({ state: 'idle' }),
      ),
    remove: () =>
      run(
        () => client.call('vault.remove', {}),
        () => ({ state: 'removed' }),
      ),
  };
}

/** What unlocking brought back, in one sentence. */
export function summariseUnlock({ restored, expired, refused }: UnlockOutcome): string {
  if (restored === 0 && expired.length === 0 && refused.length === 0) {
    return 'The vault is open. It holds no credentials.';
  }
  const parts = [
    restored > 0 && `credentials of ${accounts(restored)} are back`,
    expired.length > 0 && `those of ${accounts(expired.length)} have expired`,
    refused.length > 0 && `those of ${accounts(refused.length)} could not be used`,
  ].filter((part) => part !== false);
  return `The vault is open: ${parts.join(', ')}.`;
}

function accounts(count: number): string {
  return count === 1 ? '1 account' : `${count} accounts`;
}
