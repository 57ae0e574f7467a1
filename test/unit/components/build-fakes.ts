import type { BuildSight } from '@/components/panel/imagebuilder/model';
import { actsFor } from '@/lib/builds/acts';
import { readBuildArn } from '@/lib/builds/arn';
import type { BuildListing, ImageBuild, WorkflowRun, WorkflowStep } from '@/lib/builds/build';
import type { BuildFocus } from '@/lib/console/builds';
import { readConsolePage } from '@/lib/console/page';
import { amiBuild } from '@/test/support/sample-builds';
import { present } from '../support/values';

export const account = '111122223333';

/** A build of the account, with what is special about it. */
export function buildOf(number: number, changes: Partial<ImageBuild> = {}): ImageBuild {
  const arn = `arn:aws:imagebuilder:eu-west-1:${account}:image/office/1.0.1/${number}`;
  return { ...amiBuild, arn, ...present(readBuildArn(arn)), owner: account, ...changes };
}

export function listingOf({ arn, status, ...build }: ImageBuild): BuildListing {
  const { name, version, buildVersion, type, outputs } = build;
  return { arn, status, name, version, buildVersion, type, outputs };
}

/** The id of a run, by its number. */
export const runId = (number: number) => `wf-00000000-0000-4000-8000-00000000000${number}`;

export function runOf(number: number, status: string, type = 'build-image'): WorkflowRun {
  const totals = { total: 2, succeeded: 1, failed: 0, skipped: 0 };
  return { id: runId(number), type, status, startedAt: number * 1000, totals };
}

export function stepOf(number: number, status: string): WorkflowStep {
  return { id: `step-00000000-0000-4000-8000-00000000000${number}`, name: `Step${number}`, status };
}

const host = 'https://eu-west-1.console.aws.amazon.com';

/** A look at a console page that is about this. */
export function sightOf(
  focus: BuildFocus | ImageBuild | undefined,
  changes: Partial<BuildSight> = {},
): BuildSight {
  const address = `${host}/imagebuilder/home?region=eu-west-1#/images`;
  return {
    address,
    page: present(readConsolePage(address)),
    hints: { account },
    focus:
      focus && !('kind' in focus) ? { kind: 'build', arn: focus.arn, source: 'address' } : focus,
    ...changes,
  };
}

/** Answers for everything that the panel reads of these builds. */
export function worldOf(builds: readonly ImageBuild[], collapsed = false) {
  const version = builds[0]?.arn.replace(/\/\d+$/, '') ?? '';
  return {
    'panel.open': () => ({ value: { collapsed } }),
    'panel.remember': () => ({ value: null }),
    'desk.open': () => ({ value: null }),
    'accounts.names': () => ({ value: [] }),
    'builds.images': () => ({
      value: [{ arn: version, name: 'office', version: '1.0.1', type: 'AMI', shared: false }],
    }),
    'builds.list': () => ({ value: builds.map(listingOf) }),
    'builds.overview': () => ({
      value: { builds: builds.map(listingOf), counts: {}, more: false },
    }),
    'builds.get': ({ build }: { build: string }) => {
      const found = builds.find(({ arn }) => arn === build);
      return found
        ? { value: { ...found, acts: actsFor(found, account) } as unknown }
        : { problem: { kind: 'not-found', what: `Image ${build}` } as const };
    },
    'builds.workflows': () => ({ value: [runOf(1, 'COMPLETED'), runOf(2, 'COMPLETED', 'test')] }),
    'builds.steps': () => ({ value: [stepOf(1, 'COMPLETED')] }),
    'builds.counts': () => ({ value: { all: 3, critical: 1, high: 0, medium: 2 } as unknown }),
    'builds.policy': () => ({ value: { text: '{}' } }),
    'builds.findings': ({ token }: { token?: string }) => ({
      value: token
        ? { findings: [{ id: 'CVE-2026-0003', severity: 'LOW' }] }
        : { findings: [{ id: 'CVE-2026-0001', severity: 'HIGH' }], nextToken: 'more' },
    }),
    'findings.change': () => ({
      value: { counts: { all: 3, critical: 1, high: 0, medium: 2 } } as unknown,
    }),
    'builds.packages': () => ({ value: [{ name: 'bash', version: '5.2' }] }),
    'builds.lineage': () => ({ value: [] }),
  } as const;
}
