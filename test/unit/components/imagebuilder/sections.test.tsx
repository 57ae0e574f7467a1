// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { BuildSummary } from '@/components/panel/imagebuilder/sections/build-summary';
import { FindingsSection } from '@/components/panel/imagebuilder/sections/findings-section';
import { OutputResources } from '@/components/panel/imagebuilder/sections/output-resources';
import { WorkflowSection } from '@/components/panel/imagebuilder/sections/workflow-section';
import type { Reading } from '@/components/panel/reading';
import type { ImageBuild } from '@/lib/builds/build';
import type { FindingCounts, FindingsPage } from '@/lib/findings/finding';
import {
  amiStory,
  bareBuild,
  containerStory,
  distributionTo,
  failedStory,
  madeAt,
  type BuildStory,
} from '../../../support/sample-builds';
import { heldOf, ignore, link, noNames, renderStory, waiting } from './stories';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const section = (name: string) => screen.getByRole('group', { name });
const textOf = (name: string) => section(name).textContent;
const linkTo = (name: string) => screen.getByRole('link', { name }).getAttribute('href');

const showSummary = (build: ImageBuild, counts: Reading<FindingCounts | null> = waiting) =>
  render(<BuildSummary {...{ build, counts, names: noNames, link, now: madeAt }} />);

describe('the summary', () => {
  it('says how a build was started and leads to its pipeline', () => {
    showSummary(amiStory.build);
    expect(textOf('Summary')).toContain('Started byA schedule or EventBridge');
    expect(linkTo('Sample pipeline')).toContain('#/pipelines/arn:aws:imagebuilder:eu-west-1:');
  });

  it('says a reason that is none for a failure', () => {
    showSummary({ ...amiStory.build, status: 'CANCELLED', reason: 'Cancelled by Ada.' });
    expect(textOf('Summary')).toContain('ReasonCancelled by Ada.');
    expect(textOf('Summary')).not.toContain('Reason for failure');
  });

  it('never calls a completed scan clean because nothing is counted', () => {
    showSummary(amiStory.build, heldOf(null));
    expect(textOf('Summary')).toContain('AWS keeps no findings of this scan here.');
  });

  it('has the account by its name', () => {
    const names = new Map([
      [
        '111122223333',
        { account: '111122223333', name: 'Images', environment: 'production' as const },
      ],
    ]);
    render(
      <BuildSummary
        build={amiStory.build}
        counts={waiting}
        names={names}
        link={link}
        now={madeAt}
      />,
    );
    expect(textOf('Summary')).toMatch(/Owner accountImages.*111122223333/);
  });
});

const showOutputs = (build: ImageBuild) =>
  render(<OutputResources build={build} names={noNames} link={link} />);

const stubClipboard = (writeText: (text: string) => Promise<void>) =>
  vi.stubGlobal('navigator', { clipboard: { writeText } });

describe('the output resources', () => {
  it('lead to EC2 in the Region of each AMI, and to ECR', () => {
    showOutputs(amiStory.build);
    expect(linkTo('ami-0bbbbbbbbbbbbbbb2')).toBe(
      'https://us-east-1.console.aws.amazon.com/ec2/home?region=us-east-1#ImageDetails:imageId=ami-0bbbbbbbbbbbbbbb2',
    );
    const { rel } = screen.getByRole<HTMLAnchorElement>('link', { name: 'ami-0bbbbbbbbbbbbbbb2' });
    expect(rel).toBe('noopener noreferrer');
    cleanup();
    showOutputs(containerStory.build);
    const uri = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/app:1.0.1-2';
    expect(linkTo(uri)).toContain('/ecr/repositories/private/111122223333/team/app?');
  });

  it('mark what failed and what is missing', () => {
    const outputs = [
      { kind: 'ami', region: 'us-east-1', status: 'FAILED', reason: 'Denied.' },
    ] as const;
    const regions = [distributionTo('us-east-1'), distributionTo('eu-west-1')];
    showOutputs({ ...bareBuild, status: 'AVAILABLE', outputs, distribution: { regions } });
    const rows = screen.getAllByRole('row').map(({ textContent }) => textContent);
    expect(rows[1]).toContain('us-east-1FailedDenied.');
    expect(rows[2]).toContain('eu-west-1MissingThe distribution settings name it.');
  });

  it('are not there yet, or are not reported', () => {
    showOutputs({ ...bareBuild, status: 'BUILDING' });
    expect(textOf('Output resources')).toContain('This build has not put anything out yet.');
    expect(screen.queryByRole('button')).toBeNull();
    cleanup();
    showOutputs({ ...bareBuild, status: 'AVAILABLE' });
    expect(textOf('Output resources')).toContain('AWS reports no output of this build.');
  });

  it.each([
    ['Copy as text', 'ami-0aaaaaaaaaaaaaaa1\n', 'Copied as text.'],
    ['Copy as JSON', '"id": "ami-0aaaaaaaaaaaaaaa1"', 'Copied as JSON.'],
    ['Copy as Terraform', '"us-east-1" = "ami-0bbbbbbbbbbbbbbb2"', 'Copied as Terraform.'],
  ])('%s', async (name, part, said) => {
    const copied = vi.fn<(text: string) => Promise<void>>().mockResolvedValue();
    stubClipboard(copied);
    showOutputs(amiStory.build);
    fireEvent.click(screen.getByRole('button', { name }));
    expect(await screen.findByText(said)).toBe(screen.getByRole('status'));
    expect(copied.mock.calls.map(([text]) => text)).toEqual([expect.stringContaining(part)]);
  });

  it('are shown and selected where the clipboard is refused', async () => {
    stubClipboard(() => Promise.reject(new Error('refused')));
    showOutputs(amiStory.build);
    fireEvent.click(screen.getByRole('button', { name: 'Copy as text' }));
    await screen.findByText(/does not let this page copy/);
    const text = 'ami-0aaaaaaaaaaaaaaa1\nami-0ccccccccccccccc3\nami-0bbbbbbbbbbbbbbb2';
    expect(section('Output resources').querySelector('pre')?.textContent).toBe(text);
    expect(getSelection()?.toString()).toBe(text);
  });

  it('are shown where there is no clipboard at all', async () => {
    vi.stubGlobal('navigator', {});
    showOutputs(amiStory.build);
    fireEvent.click(screen.getByRole('button', { name: 'Copy as text' }));
    expect(await screen.findByText(/does not let this page copy/)).toBeTruthy();
  });
});

const showWorkflow = (
  { build, runs, run, steps, now }: BuildStory,
  more: Partial<Parameters<typeof WorkflowSection>[0]> = {},
) =>
  render(
    <WorkflowSection
      {...{ build, now, link }}
      runs={heldOf(runs)}
      shown={run.id}
      onShow={ignore}
      steps={heldOf(steps)}
      openDesk={ignore}
      goOn={ignore}
      {...more}
    />,
  );

const workflowFilter = () => screen.getByLabelText<HTMLSelectElement>('Filter workflow types');

describe('the workflow', () => {
  it('has those to choose from that exist so far', () => {
    showWorkflow(containerStory);
    expect([...workflowFilter().options].map(({ text }) => text)).toEqual([
      'build-container',
      'test-container',
      'distribute-container',
    ]);
    cleanup();
    showWorkflow(amiStory);
    expect([...workflowFilter().options].map(({ text }) => text)).toEqual(['build-image']);
  });

  it('asks for another one', () => {
    const onShow = vi.fn<(run: string) => void>();
    showWorkflow(failedStory, { onShow });
    const [first] = failedStory.runs;
    fireEvent.change(workflowFilter(), { target: { value: first?.id } });
    expect(onShow.mock.calls).toEqual([[first?.id]]);
  });

  it('shows the one that failed as long as none was chosen', () => {
    showWorkflow(failedStory, { shown: undefined });
    expect(workflowFilter().value).toBe(failedStory.run.id);
    expect(textOf('Workflow')).toContain('Rollback-completed');
  });

  it('tells the step that failed before the table', () => {
    showWorkflow(failedStory);
    const alert = screen.getByRole('alert');
    expect(alert.textContent).toBe('Step 2 failed: RunTestsPort 443 is closed.');
    const table = screen.getByRole('table', { name: 'Steps' });
    expect(alert.compareDocumentPosition(table)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  });

  it('says when the counts of steps do not add up', () => {
    const totals = { total: 5, succeeded: 1, failed: 0, skipped: 1 };
    const run = { ...amiStory.run, totals };
    showWorkflow({ ...amiStory, run, runs: [run] });
    expect(textOf('Workflow')).toContain('The counts do not add up');
    cleanup();
    showWorkflow(amiStory);
    expect(textOf('Workflow')).not.toContain('add up');
  });

  it('leads to the desk where a step waits', () => {
    const openDesk = vi.fn<Parameters<typeof WorkflowSection>[0]['openDesk']>();
    const waits = {
      id: 'step-00000006-0000-4000-8000-000000000000',
      name: 'Approve',
      action: 'WaitForAction',
      status: 'RUNNING',
      startedAt: madeAt,
    };
    showWorkflow({ ...amiStory, steps: [...amiStory.steps, waits] }, { openDesk });
    expect(screen.getByRole('note').textContent).toContain('Approve waits for an answer');
    fireEvent.click(screen.getByRole('button', { name: 'Resume Approve' }));
    fireEvent.click(screen.getByRole('button', { name: 'Stop Approve' }));
    const target = { view: 'step-answer', build: amiStory.build.arn, step: waits.id };
    expect(openDesk.mock.calls).toEqual([
      [{ ...target, answer: 'RESUME' }],
      [{ ...target, answer: 'STOP' }],
    ]);
  });

  it('draws the steps in time for those who see, and says it in the table for all', () => {
    showWorkflow(failedStory);
    const bars = [...document.querySelectorAll<HTMLElement>('.timeline[aria-hidden="true"] > div')];
    expect(bars.map(({ style }) => [style.marginInlineStart, style.width])).toEqual([
      ['0%', '40%'],
      ['40%', '60%'],
    ]);
    const [, first, , last] = screen.getAllByRole('row');
    expect(first?.lastElementChild?.textContent).toBe('2 min');
    expect(last?.lastElementChild?.textContent).toBe('Not reported');
  });

  it('leads to the log stream of the build', () => {
    showWorkflow(amiStory);
    expect(linkTo('Log stream in CloudWatch')).toContain(
      '$252Faws$252Fimagebuilder$252Fservers/log-events/1.0.1$252F2',
    );
    cleanup();
    showWorkflow({ ...amiStory, build: { ...bareBuild, name: 'bare' } });
    expect(linkTo('Log stream in CloudWatch')).toContain('$252Faws$252Fimagebuilder$252Fbare/');
  });

  it('says when there is none', () => {
    showWorkflow({ ...amiStory, build: { ...amiStory.build, status: 'PENDING' }, runs: [] });
    expect(textOf('Workflow')).toContain('No workflow of this build has started yet.');
    cleanup();
    showWorkflow({ ...amiStory, runs: [] });
    expect(textOf('Workflow')).toContain('AWS reports no workflow of this build.');
  });
});

const showFindings = (
  counts: Reading<FindingCounts | null>,
  findings: Reading<FindingsPage> = { busy: false },
  handlers: { readonly onOpen?: () => void; readonly onMore?: () => void } = {},
) =>
  render(
    <FindingsSection
      build={amiStory.build}
      counts={counts}
      findings={findings}
      onOpen={handlers.onOpen ?? ignore}
      onMore={handlers.onMore ?? ignore}
      change={{ busy: false }}
      onOpenChange={ignore}
      openDesk={ignore}
      now={amiStory.now}
      goOn={ignore}
    />,
  );

describe('the security findings', () => {
  const page = { findings: amiStory.findings, nextToken: 'more' };

  it('are counted by severity, the others together', () => {
    showFindings(heldOf(amiStory.counts));
    expect(textOf('Security findings')).toContain('Critical1High2Medium1Other3All7');
  });

  it('are not offered when AWS keeps none', () => {
    showFindings(heldOf(null));
    expect(textOf('Security findings')).toContain('AWS keeps no findings of this scan here.');
    expect(textOf('Security findings')).not.toContain('Critical');
    expect(section('Security findings').querySelector('details')).toBeNull();
  });

  it('are asked for when they are opened', () => {
    const onOpen = vi.fn<() => void>();
    showFindings(heldOf(amiStory.counts), waiting, { onOpen });
    const details = screen.getByText('Findings', { selector: 'summary' }).closest('details');
    if (!details) throw new Error('no details');
    expect(onOpen).not.toHaveBeenCalled();
    details.open = true;
    expect(onOpen).toHaveBeenCalledTimes(1);
    details.open = false;
    expect(onOpen).toHaveBeenCalledTimes(1);
  });

  it('can be looked for where they could not be counted', () => {
    showFindings({ problem: { kind: 'throttled' }, busy: false });
    expect(screen.queryByText('Findings', { selector: 'summary' })).not.toBeNull();
  });

  it('are the most severe first, with how many are shown of all', () => {
    // What is not triaged comes last, however it is scored.
    const scored = amiStory.findings.map((each) =>
      each.severity === 'UNTRIAGED' ? { ...each, score: 10 } : each,
    );
    const reversed = { ...page, findings: scored.toReversed() };
    showFindings(heldOf(amiStory.counts), heldOf(reversed));
    const [, first] = within(screen.getByRole('table', { name: 'Findings' })).getAllByRole('row');
    expect(first?.textContent).toContain('CriticalCVE-2026-1234');
    expect(textOf('Security findings')).toContain('2 of 7 findings shown');
    expect(linkTo('CVE-2026-1234')).toBe('https://ubuntu.com/security/CVE-2026-1234');
    expect(linkTo('CVE-2026-2000')).toBe('https://nvd.nist.gov/vuln/detail/CVE-2026-2000');
  });

  it('go on until there are no more', () => {
    const onMore = vi.fn<() => void>();
    showFindings(heldOf(amiStory.counts), heldOf(page), { onMore });
    fireEvent.click(screen.getByRole('button', { name: 'Show more' }));
    expect(onMore).toHaveBeenCalledTimes(1);
    cleanup();
    showFindings(heldOf(amiStory.counts), heldOf(page, { busy: true }));
    expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
    expect(screen.getByRole('status').textContent).toBe('Reading more findings');
    cleanup();
    showFindings(heldOf(amiStory.counts), heldOf({ findings: page.findings }));
    expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
  });
});

describe('what AWS should not answer', () => {
  const odd: BuildStory = {
    ...amiStory,
    build: {
      ...bareBuild,
      version: '1.x',
      buildVersion: '',
      name: '',
      type: '',
      status: 'SOMETHING_NEW',
      recipe: { kind: 'image', components: [], blockDevices: [] },
      outputs: [{ kind: 'ami' }, { kind: 'ami' }, { kind: 'container', uris: ['nonsense'] }],
      infrastructure: {
        instanceTypes: [],
        securityGroups: [],
        resourceTags: [],
        tags: [{ key: '', value: '' }],
      },
      distribution: { regions: [distributionTo(''), distributionTo('')] },
      tags: [{ key: 'a', value: '' }],
      scan: { status: 'SOMETHING_NEW' },
    },
    runs: [{ id: '', type: '', status: '', totals: { total: 1, failed: 3 } }],
    run: { id: '', type: '', status: '', totals: {} },
    steps: [
      { id: 'a', status: '', endedAt: 5 },
      { id: 'a', status: 'RUNNING', startedAt: Number.MAX_SAFE_INTEGER },
    ],
    findings: [{ id: '', severity: 'NEW' }],
  };

  it('is shown as far as it goes', () => {
    renderStory(odd);
    expect(textOf('Summary')).toContain('Something new');
    expect(textOf('Workflow')).toContain('AWS does not report all counts of steps.');
    expect(textOf('Output resources')).toContain('nonsense');
  });
});
