import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Client } from '../../../lib/messaging/client';
import type { ProductEvent } from '../../../lib/messaging/protocol';
import type { Problem } from '../../../lib/problems/problem';
import { ok } from '../../../lib/result';
import type { AccountId } from '../../../lib/scope';
import type { ApplyProgress } from '../../../lib/sharing/apply';
import type { DraftReading } from '../../../lib/sharing/draft';
import type { DesiredShare, ShareOutcome, SharePlan } from '../../../lib/sharing/plan';
import type { Later } from '../later';
import { createDraft, type Draft } from './draft';
import { formObstacle, readForm } from './form';
import { desiredOfFailed, mergeOutcomes } from './outcomes';
import { createPlanner, type Planning } from './planner';
import { accountToConfirm, numberToConfirm, planObstacle } from './readiness';
import { concernedBy, readSubject, type ShareTask, type Subject } from './subject';

export type Applying =
  /** The problem, if any, is why the last attempt changed nothing. */
  | { readonly state: 'idle'; readonly problem?: Problem }
  | { readonly state: 'running'; readonly plan: SharePlan; readonly progress: ApplyProgress }
  /** The worker was stopped in the middle; the same plan goes on where it was. */
  | { readonly state: 'interrupted'; readonly plan: SharePlan; readonly problem: Problem }
  | { readonly state: 'ended'; readonly plan: SharePlan; readonly outcomes: Outcomes };

type Outcomes = readonly ShareOutcome[];

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
  /** How the attempts before this one ended. Not empty: the failed accounts are tried again. */
  readonly earlier: ReadonlySignal<Outcomes>;
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
  /** Carries an interrupted plan on. */
  readonly resume: () => Promise<void>;
  /** Makes a new plan of the accounts that failed, to be reviewed like the first. */
  readonly retryFailed: () => void;
  readonly hear: (event: ProductEvent) => void;
  /** Ends what waits; the view is gone. */
  readonly end: () => void;
}

/** How long the form must be still before its plan is made, in milliseconds. */
const stillness = 300;

const nothingSent: ApplyProgress = { sent: [], outcomes: [] };

/** Makes the model of a share view; `load` starts it. */
export function createShareModel(task: ShareTask, parts: ShareModelParts): ShareModel {
  const { client, now, later } = parts;
  const { mode, scope, image } = task;
  const hasForm = mode === 'share' || mode === 'edit';
  const subject = signal<Subject>({ state: 'loading' });
  const applying = signal<Applying>({ state: 'idle' });
  const earlier = signal<Outcomes>([]);
  const typed = signal('');
  const typedAccount = signal('');
  let loads = 0;
  /** What is desired where no form says it: stop, revoke, and a further attempt. */
  const given = signal<readonly DesiredShare[] | undefined>(undefined);

  const planner = createPlanner({
    make: async (desired) => {
      const answer = await client.call('sharing.plan', { image, desired: [...desired] }, { scope });
      return answer.ok ? ok(answer.value.value) : answer;
    },
    expired: () => refresh(),
    now,
    later,
  });
  const draft = createDraft(() => {
    applying.value = { state: 'idle' };
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
    applying.value = { state: 'idle' };
    refresh();
  }
  async function run(plan: SharePlan): Promise<void> {
    planner.rest();
    applying.value = { state: 'running', plan, progress: nothingSent };
    const answer = await client.call('sharing.apply', { digest: plan.digest }, { scope });
    if (answer.ok) {
      const outcomes = mergeOutcomes(earlier.value, answer.value.value);
      applying.value = { state: 'ended', plan, outcomes };
    } else if (answer.problem.kind === 'interrupted') {
      applying.value = { state: 'interrupted', plan, problem: answer.problem };
    } else {
      // Nothing was tried. What the person has entered stays, with a plan from a fresh read.
      applying.value = { state: 'idle', problem: answer.problem };
      desire(0);
    }
  }

  return {
    task,
    subject,
    draft,
    reading,
    planning: planner.planning,
    applying,
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
      if (applying.value.state === 'idle') await run(planning.plan);
    },
    async resume() {
      if (applying.value.state === 'interrupted') await run(applying.value.plan);
    },
    retryFailed() {
      const ended = applying.value;
      if (ended.state !== 'ended') return;
      batch(() => {
        earlier.value = ended.outcomes;
        given.value = desiredOfFailed(ended.plan, ended.outcomes);
        applying.value = { state: 'idle' };
      });
      desire(0);
    },
    hear(event) {
      const current = applying.value;
      if (event.event === 'apply-progress') {
        if (current.state === 'running' && current.plan.digest === event.digest) {
          applying.value = { ...current, progress: event.progress };
        }
        return;
      }
      // What runs or is over is not disturbed.
      if (current.state !== 'idle') return;
      if (event.event === 'credentials-changed') planAgain();
      else if (event.event === 'shares-changed' && event.image.name === image.name) refresh();
    },
    end: planner.rest,
  };
}

function revoked(account: string): DesiredShare {
  return { account, fleet: false, imageBuilder: false };
}
