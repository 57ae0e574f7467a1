import type { OutputRow } from '../../lib/builds/outputs';
import { outputRows } from '../../lib/builds/outputs';
import { describeTime } from '../../lib/images/describe';
import type { BuildStory } from './sample-builds';

/** How a field is shown: a name with a value, a column of a table, or what can be chosen. */
export type FieldKind = 'fact' | 'column' | 'choice';

/** One field that the user guide's page on an image's details names. */
export interface SeedField {
  /** The heading of the section, which its group is named by. */
  readonly section: string;
  readonly label: string;
  readonly kind: FieldKind;
  readonly of: 'ami' | 'container' | 'both';
  /** Whether it is only there when it is set. One that is not is "Not reported" then. */
  readonly optional: boolean;
  /** The name of the table, or of the group within the section. */
  readonly within?: (story: BuildStory) => string;
  /** Whether more may follow the value in its place. */
  readonly more?: true;
  /** What is shown, once a row; nothing where AWS reports none. */
  readonly values: (story: BuildStory) => readonly (string | undefined)[];
}

type Value = (story: BuildStory) => string | undefined;

const one = (value: Value) => (story: BuildStory) => [value(story)];

const fact = (section: string, label: string, value: Value, more: Partial<SeedField> = {}) =>
  ({
    section,
    label,
    kind: 'fact',
    of: 'both',
    optional: false,
    values: one(value),
    ...more,
  }) as const;

const column = (
  section: string,
  table: string,
  label: string,
  values: SeedField['values'],
  more: Partial<SeedField> = {},
) =>
  ({
    section,
    label,
    kind: 'column',
    of: 'both',
    optional: false,
    within: () => table,
    values,
    ...more,
  }) as const;

const time = (at: number | undefined) => (at === undefined ? undefined : describeTime(at));

/** `IN_TWO_WORDS` as `In two words`; nothing for what AWS does not say. */
const words = (code: string, between = ' ') =>
  code === '' || code === 'UNKNOWN'
    ? undefined
    : code.charAt(0) + code.slice(1).toLowerCase().replaceAll('_', between);

const list = (parts: readonly string[] | undefined) => parts?.join(', ') || undefined;

const number = (count: number | undefined) => (count === undefined ? undefined : String(count));

const summary: readonly SeedField[] = [
  fact(
    'Summary',
    'Recipe',
    ({ build: { recipe, name, version } }) => `${recipe?.name ?? name} | ${version}`,
  ),
  fact('Summary', 'Build version', ({ build }) => build.buildVersion),
  fact('Summary', 'Date created', ({ build }) => time(build.createdAt), { more: true }),
  fact('Summary', 'Image status', ({ build }) => words(build.status)),
  fact(
    'Summary',
    'Reason for failure',
    ({ build: { status, reason } }) => (status === 'FAILED' ? reason : undefined),
    { optional: true },
  ),
];

const outputs = 'Output resources';
const amis = 'Output AMIs';
const rows =
  <Kind extends OutputRow['kind']>(
    kind: Kind,
    value: (row: Extract<OutputRow, { kind: Kind }>, story: BuildStory) => string | undefined,
  ) =>
  (story: BuildStory) =>
    outputRows(story.build).flatMap((row) =>
      row.kind === kind ? [value(row as Extract<OutputRow, { kind: Kind }>, story)] : [],
    );

const output: readonly SeedField[] = [
  column(
    outputs,
    amis,
    'Region',
    rows('ami', ({ region }) => region),
    { of: 'ami' },
  ),
  column(
    outputs,
    amis,
    'Image',
    rows('ami', ({ image, fault }) => image ?? (fault && words(fault.kind.toUpperCase()))),
    { of: 'ami', more: true },
  ),
  column(
    outputs,
    amis,
    'Name',
    rows('ami', ({ name }) => name),
    { of: 'ami' },
  ),
  column(
    outputs,
    amis,
    'Description',
    rows('ami', ({ description }) => description),
    {
      of: 'ami',
      optional: true,
    },
  ),
  column(
    outputs,
    amis,
    'Account',
    rows('ami', ({ account }, { build }) => account ?? build.owner),
    { of: 'ami' },
  ),
  column(
    outputs,
    'Output container images',
    'Region',
    rows('container', ({ region }) => region),
    {
      of: 'container',
    },
  ),
  column(
    outputs,
    'Output container images',
    'Image URI',
    rows('container', ({ uri }) => uri),
    {
      of: 'container',
    },
  ),
];

const infrastructure: readonly SeedField[] = (
  [
    ['Configuration name', (it) => it?.name, false],
    ['ARN', (it) => it?.arn, false],
    ['Instance types', (it) => list(it?.instanceTypes)],
    ['Instance profile', (it) => it?.instanceProfile],
    ['Subnet', (it) => it?.subnet],
    ['Security groups', (it) => list(it?.securityGroups)],
    [
      'S3 log location',
      (it) => it?.logBucket && `s3://${[it.logBucket, it.logPrefix].filter(Boolean).join('/')}`,
    ],
    ['Key pair', (it) => it?.keyPair],
    ['SNS topic', (it) => it?.snsTopic],
  ] satisfies readonly (readonly [
    string,
    (it: BuildStory['build']['infrastructure']) => string | undefined,
    false?,
  ])[]
).map(([label, value, optional = true]) =>
  fact('Infrastructure configuration', label, ({ build }) => value(build.infrastructure), {
    optional,
  }),
);

const settings = 'Distribution settings';
type Place = NonNullable<BuildStory['build']['distribution']>['regions'][number];

/** A field of the first Region that the settings name. */
const inRegion = (
  label: string,
  value: (place: Place, story: BuildStory) => string | undefined,
  more: Partial<SeedField>,
) =>
  fact(
    settings,
    label,
    (story) => {
      const place = story.build.distribution?.regions[0];
      return place && value(place, story);
    },
    {
      within: ({ build }) => `Distribution to ${build.distribution?.regions[0]?.region}`,
      ...more,
    },
  );

const ofAmi = { of: 'ami', optional: true } as const;

/** The words for organizations and units, and the group of everybody. */
const principal = (text: string) => {
  if (text === 'all') return 'Everyone (all)';
  const id = text.split('/').at(-1);
  if (text.includes(':organization/')) return `Organization ${id}`;
  return text.includes(':ou/') ? `Organizational unit ${id}` : text;
};

const distribution: readonly SeedField[] = [
  fact(settings, 'Configuration name', ({ build }) => build.distribution?.name),
  fact(settings, 'ARN', ({ build }) => build.distribution?.arn),
  inRegion('Region', ({ region }) => region, { of: 'ami' }),
  inRegion('Output AMI name', ({ amiName }) => amiName, ofAmi),
  inRegion('Encryption (KMS key)', ({ kmsKey }) => kmsKey, ofAmi),
  inRegion('Target accounts for distribution', ({ targetAccounts }) => list(targetAccounts), ofAmi),
  inRegion(
    'Principals with shared permission',
    ({ principals }) => list(principals.map(principal)),
    ofAmi,
  ),
  inRegion(
    'Target accounts for faster launch configuration',
    ({ fastLaunch }) => fastLaunch[0] && (fastLaunch[0].account ?? 'Not reported'),
    { ...ofAmi, more: true },
  ),
  inRegion('Associated license configurations', ({ licenses }) => licenses[0], {
    ...ofAmi,
    more: true,
  }),
  inRegion('Launch template configuration', ({ launchTemplates }) => launchTemplates[0]?.id, {
    ...ofAmi,
    more: true,
  }),
  inRegion(
    'Set launch template default version',
    ({ launchTemplates: [first, second] }) => {
      if (!first) return undefined;
      const word = first.setsDefault ? 'Yes' : 'No';
      return second ? `${first.id}: ${word}` : word;
    },
    { ...ofAmi, more: true },
  ),
  inRegion('Region', ({ region }) => region, { of: 'container' }),
  inRegion(
    'Image URI',
    ({ region, container }, { build }) =>
      list(
        build.outputs.flatMap((each) =>
          each.kind === 'container' && each.region === region
            ? each.uris.filter((uri) => uri.includes(`/${container?.repository}:`))
            : [],
        ),
      ),
    { of: 'container' },
  ),
];

const runFacts: readonly SeedField[] = [
  {
    ...fact('Workflow', 'Filter workflow types', ({ run }) => run.type),
    kind: 'choice',
  },
  fact('Workflow', 'Workflow status', ({ run }) => words(run.status, '-')),
  fact('Workflow', 'Execution ID', ({ run }) => run.id),
  fact('Workflow', 'Start', ({ run }) => time(run.startedAt)),
  fact('Workflow', 'End', ({ run }) => time(run.endedAt)),
  fact('Workflow', 'Total steps', ({ run }) => number(run.totals.total)),
  fact('Workflow', 'Steps succeeded', ({ run }) => number(run.totals.succeeded)),
  fact('Workflow', 'Steps failed', ({ run }) => number(run.totals.failed)),
  fact('Workflow', 'Steps skipped', ({ run }) => number(run.totals.skipped)),
];

const stepColumn = (
  label: string,
  value: (step: BuildStory['steps'][number], index: number) => string | undefined,
  more: Partial<SeedField> = {},
) => column('Workflow', 'Steps', label, ({ steps }) => steps.map(value), more);

const steps: readonly SeedField[] = [
  stepColumn('Step #', (_, index) => String(index + 1)),
  stepColumn('Step ID', ({ id }) => id),
  stepColumn('Step status', ({ status }) => words(status, '-')),
  stepColumn(
    'Rollback status',
    ({ rollbackStatus }) => rollbackStatus && words(rollbackStatus, '-'),
    { optional: true },
  ),
  stepColumn('Step name', ({ name }) => name, { more: true }),
  stepColumn('Start', ({ startedAt }) => time(startedAt)),
  stepColumn('End', ({ endedAt }) => time(endedAt)),
];

const day = 24 * 60 * 60 * 1000;

const findingColumn = (
  label: string,
  value: (finding: BuildStory['findings'][number], now: number) => string | undefined,
  more: Partial<SeedField> = {},
) =>
  column(
    'Security findings',
    'Findings',
    label,
    (story) => story.findings.map((each) => value(each, story.now)),
    more,
  );

const findings: readonly SeedField[] = [
  findingColumn('Severity', ({ severity }) => words(severity)),
  findingColumn('Finding ID', ({ id }) => id, { more: true }),
  findingColumn('Source', ({ source }) => source),
  findingColumn('Age', ({ firstObservedAt }, now) => {
    if (firstObservedAt === undefined) return undefined;
    const days = Math.floor((now - firstObservedAt) / day);
    return `${days} ${days === 1 ? 'day' : 'days'}`;
  }),
  findingColumn('Inspector score', ({ score }) => number(score)),
];

const tags: readonly SeedField[] = [
  column('Tags', 'Tags', 'Key', ({ build }) => build.tags.map(({ key }) => key), {
    optional: true,
  }),
  column('Tags', 'Tags', 'Value', ({ build }) => build.tags.map(({ value }) => value), {
    optional: true,
  }),
];

/**
 * Every field that the seed names, under its label there, with what it shows of a story. The table
 * of findings and that of tags are only there when there is something in them.
 * Source: Image Builder user guide, "View image details".
 */
export const seedFields: readonly SeedField[] = [
  ...summary,
  ...output,
  ...infrastructure,
  ...distribution,
  ...runFacts,
  ...steps,
  ...findings,
  ...tags,
];
