import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import type { WorkflowRun } from '../../../lib/builds/build';
import type { FindingsPage } from '../../../lib/findings/finding';
import { firstShown, isUnderWay } from '../../../lib/builds/workflow';
import type { SessionHints } from '../../../lib/console/page';
import type { Client } from '../../../lib/messaging/client';
import type { OperationId } from '../../../lib/operations/registry';
import type { Problem } from '../../../lib/problems/problem';
import { holdsForAll } from '../judge';
import { createReader, type Reader, type Reading } from '../reading';

type ReadingOf<Id extends OperationId> = Reader<Id>['reading'];

/** The readings of one build, which belong together. */
export interface BuildReadings {
  readonly details: ReadingOf<'builds.get'>;
  readonly runs: ReadingOf<'builds.workflows'>;
  /** The id of the run whose steps are shown. */
  readonly run: ReadonlySignal<string | undefined>;
  readonly steps: ReadingOf<'builds.steps'>;
  readonly counts: ReadingOf<'builds.counts'>;
  readonly policy: ReadingOf<'builds.policy'>;
  /** All findings that were read so far. */
  readonly findings: ReadonlySignal<Reading<FindingsPage>>;
  /** How the findings differ from those of the build before. */
  readonly change: ReadingOf<'findings.change'>;
  readonly packages: ReadingOf<'builds.packages'>;
  readonly lineage: ReadingOf<'builds.lineage'>;
}

/** What is asked about a build only when a person comes to it. */
export type Part = 'findings' | 'change' | 'packages' | 'lineage';

export interface BuildReads extends BuildReadings {
  /** Whether what changes by itself is being read. */
  readonly busy: ReadonlySignal<boolean>;
  /** A problem that no section is spared from. */
  readonly problem: ReadonlySignal<Problem | undefined>;
  /** Reads all that was asked for of a build. */
  readonly read: (build: string, own: boolean, hints: SessionHints) => void;
  /** Reads what changes while the build runs. */
  readonly follow: (build: string, own: boolean, hints: SessionHints) => void;
  readonly countFindings: () => void;
  readonly show: (run: string) => void;
  /** Reads a part, now or as soon as it is known to have something. */
  readonly open: (part: Part) => void;
  readonly moreFindings: () => void;
  /** Turns away from the build, or from what was read of it with other credentials. */
  readonly clear: (why: 'another' | 'unread') => void;
}

interface Subject {
  readonly build: string;
  readonly hints: SessionHints;
}

/** Readings of a build of which nothing is known yet. */
export function createBuildReads(client: Client): BuildReads {
  const details = createReader(client, 'builds.get');
  const runs = createReader(client, 'builds.workflows');
  const steps = createReader(client, 'builds.steps');
  const counts = createReader(client, 'builds.counts');
  const policy = createReader(client, 'builds.policy');
  const findings = createReader(client, 'builds.findings');
  const change = createReader(client, 'findings.change');
  const packages = createReader(client, 'builds.packages');
  const lineage = createReader(client, 'builds.lineage');
  const all = [details, runs, steps, counts, policy, findings, change, packages, lineage] as const;

  const chosenRun = signal<string>();
  const pages = signal<FindingsPage>();
  const opened = signal<ReadonlySet<Part>>(new Set());
  let subject: Subject | undefined;
  /** Which run the steps are of, and whether it had ended when they were asked for. */
  let stepsOf: { readonly id: string; readonly complete: boolean } | undefined;
  let asked = new Set<Part>();

  const shownOf = (known: readonly WorkflowRun[]) =>
    known.find(({ id }) => id === chosenRun.value) ?? firstShown(known);

  const readSteps = ({ id, status }: WorkflowRun, hints: SessionHints) => {
    if (stepsOf && stepsOf.id !== id) steps.clear();
    stepsOf = { id, complete: !isUnderWay(status) };
    steps.read({ input: { workflow: id }, hints });
  };

  /** Reads the steps unless they are on their way, or cannot change any more. */
  const afterRuns = (known: readonly WorkflowRun[]) => {
    const run = shownOf(known);
    if (!run || !subject) return;
    const fits = stepsOf?.id === run.id && (stepsOf.complete || isUnderWay(run.status));
    if (!fits) readSteps(run, subject.hints);
  };

  const follow = (build: string, own: boolean, hints: SessionHints) => {
    subject = { build, hints };
    details.read({ input: { build }, hints });
    // Of an image of somebody else, AWS tells nothing but the image.
    if (!own) return;
    const run = shownOf(runs.reading.peek().held?.value ?? []);
    runs.read({ input: { build }, hints, onValue: afterRuns });
    if (run && stepsOf?.id === run.id && !stepsOf.complete) readSteps(run, hints);
  };

  const countFindings = () => {
    if (subject) counts.read({ input: { build: subject.build }, hints: subject.hints });
  };

  const readFindings = (token?: string) => {
    if (!subject) return;
    const { build, hints } = subject;
    findings.read({
      input: { build, ...(token !== undefined && { token }) },
      hints,
      onValue(page) {
        const before = token === undefined ? [] : (pages.peek()?.findings ?? []);
        pages.value = { ...page, findings: [...before, ...page.findings] };
      },
    });
  };

  /** What is known to have nothing is not asked for. */
  const mayRead = (part: Part): boolean => {
    if (part === 'packages') return true;
    if (part === 'lineage') return parent.value !== undefined;
    const { held, problem } = counts.reading.value;
    return held ? (held.value?.all ?? 0) > 0 : problem !== undefined && !holdsForAll(problem);
  };

  const parent = computed(() => details.reading.value.held?.value.recipe?.parent);

  effect(() => {
    for (const part of opened.value) {
      if (!mayRead(part) || asked.has(part) || !subject) continue;
      asked.add(part);
      const { build, hints } = subject;
      if (part === 'findings') readFindings();
      else if (part === 'change') change.read({ input: { build }, hints });
      else if (part === 'packages') packages.read({ input: { build }, hints });
      else if (parent.value !== undefined) {
        lineage.read({ input: { parent: parent.value }, hints });
      }
    }
  });

  return {
    details: details.reading,
    runs: runs.reading,
    run: computed(() => shownOf(runs.reading.value.held?.value ?? [])?.id),
    steps: steps.reading,
    counts: counts.reading,
    policy: policy.reading,
    findings: computed(() => {
      const { held, ...state } = findings.reading.value;
      const value = pages.value;
      return held && value ? { ...state, held: { ...held, value } } : state;
    }),
    change: change.reading,
    packages: packages.reading,
    lineage: lineage.reading,
    busy: computed(() => [details, runs, steps].some(({ reading }) => reading.value.busy)),
    problem: computed(() =>
      all
        .map(({ reading }) => reading.value.problem)
        .find((problem) => problem && holdsForAll(problem)),
    ),
    read(build, own, hints) {
      follow(build, own, hints);
      if (!own) return;
      asked = new Set();
      countFindings();
      policy.read({ input: { build }, hints });
      // Asks for what was opened once more.
      opened.value = new Set(opened.peek());
    },
    follow,
    countFindings,
    show(id) {
      chosenRun.value = id;
      afterRuns(runs.reading.peek().held?.value ?? []);
    },
    open(part) {
      if (!opened.peek().has(part)) opened.value = new Set([...opened.peek(), part]);
    },
    moreFindings() {
      const token = pages.peek()?.nextToken;
      if (token !== undefined && !findings.reading.peek().busy) readFindings(token);
    },
    clear(why) {
      subject = undefined;
      stepsOf = undefined;
      asked = new Set();
      if (why === 'another') {
        chosenRun.value = undefined;
        opened.value = new Set();
      }
      pages.value = undefined;
      for (const reader of all) reader.clear();
    },
  };
}
