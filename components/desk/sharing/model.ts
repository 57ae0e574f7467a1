import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import type { JobOrigin } from '../../../lib/jobs/job';
import type { Client } from '../../../lib/messaging/client';
import type { ProductEvent } from '../../../lib/messaging/protocol';
import { failed, ok } from '../../../lib/result';
import type { AccountId } from '../../../lib/scope';
import type { DraftReading } from '../../../lib/sharing/draft';
import type { DesiredShare } from '../../../lib/sharing/plan';
import { desiredOfRest } from '../../../lib/sharing/revise';
import type { Later } from '../later';
import { createApplier, type Applying, type Items } from './applier';
import { createDraft, type Draft } from './draft';
import { formObstacle, readForm } from './form';
import { createPlanner, type Planning } from './planner';
import { accountToConfirm, numberToConfirm, planObstacle } from './readiness';
import { concernedBy, readSubject, type ShareTask, type Subject } from './subject';

export interface ShareModelParts {
  readonly client: Client;
  readonly now: () => number;
  readonly later: Later;
}

/** A change of sharing from the first keystroke to the last outcome. */
export interface ShareModel {
  readonly task: ShareTask;
  readonly subject: ReadonlySignal<Subject>;
  readonly draft: Draft;
  readonly reading: ReadonlySignal<DraftReading>;
  readonly planning: ReadonlySignal<Planning>;
  readonly applying: ReadonlySignal<Applying>;
  /** How the attempts before this one ended. Not empty: what is left is tried again. */
  readonly earlier: ReadonlySignal<Items>;
  /** How many accounts lose access, when that is so many that the number must be typed. */
  readonly toConfirm: ReadonlySignal<number | undefined>;
  /** What was typed as that number. */
  readonly typed: ReadonlySignal<string>;
  /** The account whose id must be typed, because only the person says that the page shows it. */
  readonly accountToConfirm: ReadonlySignal<AccountId | undefined>;
  /** What was typed as that account. */
  readonly typedAccount: ReadonlySignal<string>;
  /** Why the action cannot be taken now; nothing when it can. */
  readonly obstacle: ReadonlySignal<string | undefined>;
  readonly load: () => Promise<void>;
  readonly type: (number: string) => void;
  readonly typeAccount: (account: string) => void;
  readonly planAgain: () => void;
  readonly apply: () => Promise<void>;
  /** Asks how the job stands: what it told may have been missed. */
  readonly look: () => Promise<void>;
  /** Makes a new plan of what the job has left undone, to be reviewed like the first. */
  readonly retryRest: () => void;
  readonly hear: (event: ProductEvent) => void;
  /** Ends what waits; the view is gone. */
  readonly end: () => void;
}

/** How long the form must be still before its plan is made, in milliseconds. */
const stillness = 300;

/** Makes the model of a share view; `load` starts it. */
export function createShareModel(task: ShareTask, parts: ShareModelParts): ShareModel {
  const { client, now, later } = parts;
  const { mode, scope, image } = task;
  const hasForm = mode === 'share' || mode === 'edit';
  const subject = signal<Subject>({ state: 'loading' });
  const earlier = signal<Items>([]);
  /** The job whose rest is tried again. */
  let origin: JobOrigin | undefined;
  const typed = signal('');
  const typedAccount = signal('');
  let loads = 0;
  /** What is desired where no form says it: stop, revoke, and a further attempt. */
  const given = signal<readonly DesiredShare[] | undefined>(undefined);

  const planner = createPlanner({
    make: async (desired) => {
      const images = [{ region: scope.region, image, desired: [...desired] }];
      const answer = await client.call('sharing.plan', { images }, { scope });
      if (!answer.ok) return answer;
      const plan = answer.value.value;
      const obstacle = plan.images[0]?.obstacle;
      return obstacle ? failed(obstacle) : ok(plan);
    },
    expired: () => refresh(),
    now,
    later,
  });
  const applier = createApplier({
    client,
    scope,
    later,
    // Nothing was tried. What the person has entered stays, with a plan from a fresh read.
    refused: () => desire(0),
  });
  const draft = createDraft(() => {
    applier.reset();
    desire(stillness);
  });
  const reading = computed(() => {
    const shares = subject.value.state === 'ready' ? subject.value.shares : [];
    return readForm(draft.rows.value, shares, scope.account);
  });

  const toConfirm = computed(() => numberToConfirm(planner.planning.value));
  const unverified = computed(() => accountToConfirm(task, planner.planning.value));
  const obstacle = computed(() => {
    if (subject.value.state !== 'ready') return 'The image has not been read yet.';
    const missing = given.value ? undefined : formObstacle(draft.rows.value, reading.value);
    const said = { number: typed.value, account: typedAccount.value };
    return missing ?? planObstacle(task, planner.planning.value, said);
  });

  function desire(pause: number): void {
    typed.value = '';
    planner.desire(given.value ?? reading.value.desired, pause);
  }
  async function load(): Promise<void> {
    loads += 1;
    const asked = loads;
    subject.value = { state: 'loading' };
    const read = await readSubject(client, task);
    if (asked !== loads) return;
    batch(() => {
      subject.value = read;
      if (read.state !== 'ready') return;
      if (hasForm) draft.start(mode === 'edit' ? read.shares : []);
      else given.value = concernedBy(task, read.shares).map(({ account }) => revoked(account));
    });
    if (read.state === 'ready') desire(0);
  }
  /** Reads again. The form keeps its rows; stop means whoever it is shared with by then. */
  function refresh(): void {
    if (subject.value.state === 'ready' && (hasForm || earlier.value.length > 0)) desire(0);
    else void load();
  }
  function planAgain(): void {
    applier.reset();
    refresh();
  }
  return {
    task,
    subject,
    draft,
    reading,
    planning: planner.planning,
    applying: applier.applying,
    earlier,
    toConfirm,
    typed,
    accountToConfirm: unverified,
    typedAccount,
    obstacle,
    load,
    planAgain,
    type(number) {
      typed.value = number;
    },
    typeAccount(account) {
      typedAccount.value = account;
    },
    async apply() {
      const planning = planner.planning.value;
      if (obstacle.value !== undefined || planning.state !== 'ready') return;
      if (applier.applying.value.state !== 'idle') return;
      planner.rest();
      await applier.apply(planning.plan, earlier.value, origin);
    },
    look: applier.look,
    retryRest() {
      const ended = applier.applying.value;
      if (ended.state !== 'ended') return;
      origin = { job: ended.job.id, as: 'retry' };
      batch(() => {
        earlier.value = ended.items;
        given.value = desiredOfRest(ended.items).flatMap(({ desired }) => desired);
        applier.reset();
      });
      desire(0);
    },
    hear(event) {
      if (event.event === 'job-changed') applier.hear(event.job);
      // What runs or is over is not disturbed.
      if (applier.applying.value.state !== 'idle') return;
      if (event.event === 'credentials-changed') planAgain();
      else if (event.event === 'shares-changed' && event.image.name === image.name) refresh();
    },
    end() {
      planner.rest();
      applier.end();
    },
  };
}

function revoked(account: string): DesiredShare {
  return { account, fleet: false, imageBuilder: false };
}
