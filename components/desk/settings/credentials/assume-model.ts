import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Identity } from '../../../../lib/credentials/identity';
import type { Client } from '../../../../lib/messaging/client';
import type { Problem } from '../../../../lib/problems/problem';
import { accountKey, type RegionCode } from '../../../../lib/scope';
import { blankForm, readAssume, sources, type AssumeForm, type AssumeReading } from './assume';

export type Assuming =
  | { readonly state: 'idle' }
  | { readonly state: 'running' }
  /** The person has not let the browser reach AWS. */
  | { readonly state: 'denied' }
  | { readonly state: 'problem'; readonly problem: Problem }
  | { readonly state: 'assumed'; readonly identity: Identity };

/** Assumes a role with held credentials. */
export interface AssumeModel {
  readonly sources: ReadonlySignal<readonly Identity[]>;
  readonly source: ReadonlySignal<Identity | undefined>;
  readonly form: ReadonlySignal<AssumeForm>;
  readonly reading: ReadonlySignal<AssumeReading>;
  readonly assuming: ReadonlySignal<Assuming>;
  /** Says which identities are held now. */
  readonly offer: (identities: readonly Identity[]) => void;
  readonly chooseSource: (key: string) => void;
  readonly change: (change: Partial<AssumeForm>) => void;
  /** To be called straight from a click: it asks for access to AWS before anything else. */
  readonly assume: () => Promise<void>;
}

export interface AssumeModelParts {
  readonly client: Client;
  readonly requestHostAccess: (regions: readonly RegionCode[]) => Promise<boolean>;
  readonly now: () => number;
}

/** Makes the model of the form that assumes a role. */
export function createAssumeModel(parts: AssumeModelParts): AssumeModel {
  const { client, requestHostAccess, now } = parts;
  const held = signal<readonly Identity[]>([]);
  const chosen = signal<string | undefined>(undefined);
  const form = signal(blankForm);
  const assuming = signal<Assuming>({ state: 'idle' });
  const usable = computed(() => sources(held.value, now()));
  const source = computed(
    () => usable.value.find((each) => accountKey(each) === chosen.value) ?? usable.value[0],
  );
  const reading = computed(() => readAssume(form.value, source.value));

  const send = async (
    input: NonNullable<AssumeReading['input']>,
    access: Promise<boolean>,
  ): Promise<Assuming> => {
    // A browser that finds no click behind the question rejects instead of asking.
    if (!(await access.catch(() => false))) return { state: 'denied' };
    const answer = await client.call('credentials.assume-role', input);
    return answer.ok
      ? { state: 'assumed', identity: answer.value.value }
      : { state: 'problem', problem: answer.problem };
  };

  return {
    sources: usable,
    source,
    form,
    reading,
    assuming,
    offer(identities) {
      held.value = identities;
    },
    chooseSource(key) {
      batch(() => {
        chosen.value = key;
        // The Region of the new source, unless another is chosen after it.
        form.value = { ...form.value, region: '' };
        assuming.value = { state: 'idle' };
      });
    },
    change(change) {
      batch(() => {
        form.value = { ...form.value, ...change };
        if (assuming.value.state !== 'running') assuming.value = { state: 'idle' };
      });
    },
    async assume() {
      const { input } = reading.value;
      if (!input || assuming.value.state === 'running') return;
      const access = requestHostAccess([input.region]);
      assuming.value = { state: 'running' };
      const end = await send(input, access);
      batch(() => {
        assuming.value = end;
        // A code works once, whatever came of it; without access it was not used.
        if (end.state !== 'denied') form.value = { ...form.value, mfaCode: '' };
        if (end.state === 'assumed') form.value = { ...form.value, roleArn: '', externalId: '' };
      });
    },
  };
}
