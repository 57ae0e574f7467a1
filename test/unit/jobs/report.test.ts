import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccountNames } from '@/lib/accounts/alias';
import { readCsv } from '@/lib/csv';
import {
  countItems,
  type ItemState,
  type Job,
  type JobDetails,
  type JobItem,
  type ShareJobItem,
} from '@/lib/jobs/job';
import { reasonOf } from '@/lib/problems/explain';
import type { ShareItem } from '@/lib/sharing/plan';
import {
  jobReportCsv,
  jobReportJson,
  jobReportMarkdown,
  reportFileName,
  type JobReport,
} from '@/lib/jobs/report';
import { officeArn, pipelineArn, taskOf } from '../support/build-examples';
import { friend, minute, noon, owner, present, stranger } from '../support/values';

const fleet = { fleet: true, imageBuilder: false };
const both = { fleet: true, imageBuilder: true };

const job = (items: readonly ShareJobItem[], title = 'office-2026: 2 to add'): Job => ({
  id: '0b1c2d3e-aaaa-bbbb-cccc-0123456789ab',
  title,
  scope: { partition: 'aws', account: owner },
  regions: ['us-east-1', 'eu-west-1'],
  digest: 'd'.repeat(64),
  createdAt: noon,
  endedAt: noon + minute,
  state: 'ended',
  counts: countItems(items),
});

const item = (
  state: ItemState,
  task: Partial<ShareItem> = {},
  more: Partial<ShareJobItem> = {},
): ShareJobItem => ({
  job: '0b1c2d3e-aaaa-bbbb-cccc-0123456789ab',
  seq: 0,
  task: {
    kind: 'share',
    region: 'us-east-1',
    image: 'office-2026',
    account: friend,
    change: 'add',
    after: fleet,
    ...task,
  },
  state,
  attempts: 1,
  at: noon + 1500,
  ...more,
});

const names: AccountNames = new Map([
  [friend, { account: friend, name: '=Payments|<b>', environment: 'production' as const }],
]);

const items: readonly ShareJobItem[] = [
  item('done', { change: 'remove', before: both, account: friend }, { attempts: 2 }),
  item('unchanged', { account: stranger }, { attempts: 0 }),
  item(
    'failed',
    { region: 'eu-west-1', account: friend },
    { problem: { kind: 'quota', detail: 'Limit of 100 accounts | reached.' } },
  ),
  item('drift', { region: 'eu-west-1', account: stranger, change: 'change', before: both }),
  item('cancelled', { region: 'eu-west-1', account: owner }, { attempts: 0 }),
  item('sent', { region: 'eu-west-1', account: '123412341234' }),
];
const { after: _, ...removal } = present(items[0]).task;
const details: JobDetails<ShareItem> = {
  job: job(items),
  items: items.map((each, index) => (index === 0 ? { ...each, task: removal } : each)),
};

const problemOfFailed =
  'A service quota of this account is reached. Limit of 100 accounts | reached.';
const problemOfDrift = 'What this is about was changed elsewhere after the plan was made.';

describe('a report as JSON', () => {
  const report = JSON.parse(jobReportJson(details, names)) as JobReport;

  it('says what the job was', () => {
    expect(report.version).toBe(1);
    expect(report.job).toEqual({
      id: details.job.id,
      title: 'office-2026: 2 to add',
      state: 'ended',
      partition: 'aws',
      account: owner,
      regions: ['us-east-1', 'eu-west-1'],
      digest: 'd'.repeat(64),
      createdAt: '2026-08-01T12:00:00.000Z',
      endedAt: '2026-08-01T12:01:00.000Z',
      counts: { total: 6, sent: 1, done: 1, unchanged: 1, failed: 1, drift: 1, cancelled: 1 },
    });
  });

  it('has each item with before, after and what AWS has shown', () => {
    expect(report.items).toHaveLength(6);
    expect(report.items[0]).toEqual({
      region: 'us-east-1',
      image: 'office-2026',
      account: friend,
      name: '=Payments|<b>',
      environment: 'production',
      change: 'remove',
      before: both,
      after: null,
      result: 'done',
      verified: true,
      attempts: 2,
      at: '2026-08-01T12:00:01.500Z',
    });
    expect(report.items.map(({ result, verified }) => [result, verified])).toEqual([
      ['done', true],
      ['unchanged', true],
      ['failed', false],
      ['drift', false],
      ['cancelled', false],
      ['sent', false],
    ]);
    expect(report.items[2]).toMatchObject({
      before: null,
      problem: 'quota',
      reason: problemOfFailed,
    });
    expect(report.items[3]).toMatchObject({ problem: 'drift', reason: problemOfDrift });
  });

  it('does not hold against an item what a later attempt got over', () => {
    const late = [item('done', {}, { attempts: 2, problem: { kind: 'throttled' } })];
    const read = JSON.parse(jobReportJson({ job: job(late), items: late }, names)) as JobReport;
    expect(read.items[0]).not.toHaveProperty('problem');
  });

  it('names from which job it came', () => {
    const origin = { job: 'other', as: 'undo' } as const;
    const undo = { ...details, job: { ...details.job, origin } };
    const read = JSON.parse(jobReportJson(undo, names)) as JobReport;
    expect(read.job.origin).toEqual(origin);
  });
});

describe('a report as CSV', () => {
  it('has a line for each item, and nothing that a spreadsheet takes for a formula', () => {
    const csv = jobReportCsv(details, names);
    const lines = csv.split('\r\n');
    expect(lines[0]).toBe(
      '\uFEFFjob,region,image,account,name,environment,change,before,after,result,resultText,verified,attempts,problem,reason,time',
    );
    expect(lines[1]).toBe(
      `${details.job.id},us-east-1,office-2026,${friend},'=Payments|<b>,production,remove,Fleet and image builder,Not shared,done,Done,yes,2,,,2026-08-01T12:00:01.500Z`,
    );
    const records = present(readCsv(csv, (cells) => cells[0] === 'job'));
    expect(records).toHaveLength(7);
    expect(records[3]?.cells.slice(7)).toEqual([
      'Not shared',
      'Fleet',
      'failed',
      'Failed',
      'no',
      '1',
      'quota',
      problemOfFailed,
      '2026-08-01T12:00:01.500Z',
    ]);
    expect(records.slice(1).map(({ cells }) => cells[10])).toEqual([
      'Done',
      'Was so already',
      'Failed',
      'Drifted and left alone',
      'Cancelled',
      'Not finished',
    ]);
  });
});

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

/** The cells of the lines of tables, as a reader sees them. */
function cellsIn(markdown: string): readonly (readonly string[])[] {
  return markdown
    .split('\n')
    .filter((line) => line.startsWith('|') && !line.startsWith('| ---'))
    .map((line) =>
      [...line.matchAll(/ ((?:\\.|[^|\\])*?) \|/g)].map(([, cell = '']) =>
        cell.replaceAll(/\\(.)/g, '$1'),
      ),
    );
}

describe('a report as Markdown', () => {
  const markdown = jobReportMarkdown(details, names);

  it('says what the job was', () => {
    expect(markdown.split('\n\n').slice(0, 2)).toEqual([
      '# office-2026: 2 to add',
      [
        `- Job: ${details.job.id}`,
        `- Account: ${owner} (aws)`,
        '- Regions: us-east-1, eu-west-1',
        `- Plan: ${'d'.repeat(64)}`,
        '- State: ended',
        '- Begun: 2026-08-01T12:00:00.000Z',
        '- Ended: 2026-08-01T12:01:00.000Z',
      ].join('\n'),
    ]);
  });

  it('counts by image, and says why items failed or drifted', () => {
    expect(cellsIn(markdown)).toEqual([
      ['Region', 'Image', 'Done', 'Unchanged', 'Failed', 'Drifted', 'Cancelled', 'Left'],
      ['us-east-1', 'office-2026', '1', '1', '0', '0', '0', '0'],
      ['eu-west-1', 'office-2026', '0', '0', '1', '1', '1', '1'],
      ['Region', 'Image', 'Account', 'Before', 'Wanted', 'Result', 'Reason'],
      [
        'eu-west-1',
        'office-2026',
        `=Payments|<b> (${friend})`,
        'Not shared',
        'Fleet',
        'Failed',
        problemOfFailed,
      ],
      [
        'eu-west-1',
        'office-2026',
        stranger,
        'Fleet and image builder',
        'Fleet',
        'Drifted and left alone',
        problemOfDrift,
      ],
    ]);
    expect(markdown).toContain('| =Payments\\|\\<b\\> (');
  });

  it('says so when nothing failed', () => {
    const good = [item('done')];
    const text = jobReportMarkdown({ job: job(good), items: good }, names);
    expect(text).toContain('## Failed and drifted\n\nNothing failed, and nothing had drifted.\n');
  });

  it('shows any text as it is, in its cell', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1 }),
      fc.string({
        unit: fc.constantFrom(
          '|',
          '\\',
          '`',
          '\n',
          '\r',
          '<',
          '*',
          '_',
          '[',
          '](',
          '://',
          'a',
          ' ',
        ),
        minLength: 1,
      }),
    );
    fc.assert(
      fc.property(texts, texts, (name, detail) => {
        const failing = [item('failed', {}, { problem: { kind: 'unknown', detail } })];
        const named: AccountNames = new Map([[friend, { account: friend, name }]]);
        const text = jobReportMarkdown({ job: job(failing, name), items: failing }, named);
        const row = present(cellsIn(text).at(-1));
        expect(row).toHaveLength(7);
        expect(oneLine(row[2] ?? '')).toBe(oneLine(`${name} (${friend})`));
        expect(oneLine(row[6] ?? '')).toBe(oneLine(reasonOf({ kind: 'unknown', detail })));
        expect(text.split('\n').filter((line) => line.startsWith('#'))).toHaveLength(3);
      }),
    );
  });

  it('has no markup, link or mention that comes from a name', () => {
    const sly = '<img src=x> [a](http://b) www.c.de `d` @everyone ![e](f) #1 **g**';
    const named: AccountNames = new Map([[friend, { account: friend, name: sly }]]);
    const failing = [item('failed')];
    const text = jobReportMarkdown({ job: job(failing), items: failing }, named);
    expect(text).toContain(
      '\\<img src=x\\> \\[a\\](http\\://b) www\\.c.de \\`d\\` \\@everyone \\!\\[e\\](f) \\#1 \\*\\*g\\*\\*',
    );
  });
});

describe('the file of a report', () => {
  it('has a name by the day and the job', () => {
    const file = { id: details.job.id, createdAt: noon };
    expect(reportFileName(file, 'csv')).toBe('image-desk-job-2026-08-01-0b1c2d3e.csv');
    expect(reportFileName({ ...file, id: '../a b' }, 'md')).toBe('image-desk-job-2026-08-01-ab.md');
  });
});

describe('a report of what was done with builds', () => {
  const made = 'arn:aws:imagebuilder:eu-west-1:111122223333:image/office/1.0.1/3';
  const run = { ...taskOf({ act: 'run' }), target: pipelineArn, label: 'office' };
  const launch = {
    kind: 'build-sharing',
    region: 'us-east-1',
    target: officeArn,
    label: 'office 1.0.1/2',
    act: 'launch',
    ami: 'ami-0a1b2c3d',
    principal: friend,
    before: false,
    after: true,
  } as const;
  const detailsOf = (...parts: readonly Partial<JobItem>[]): JobDetails => {
    const all = parts.map((each, seq): JobItem => ({
      job: 'job-1',
      seq,
      task: run,
      state: 'done',
      attempts: 1,
      at: noon,
      ...each,
    }));
    return {
      job: { ...job([]), title: 'office: Run the pipeline', counts: countItems(all) },
      items: all,
    };
  };

  it('has in JSON what was done, and what AWS has made of it', () => {
    const report = JSON.parse(jobReportJson(detailsOf({ made }), new Map())) as JobReport;
    expect(report.items).toEqual([
      {
        region: 'eu-west-1',
        image: 'office',
        target: pipelineArn,
        act: 'run',
        change: 'Run the pipeline',
        result: 'done',
        verified: true,
        attempts: 1,
        at: '2026-08-01T12:00:00.000Z',
        made,
      },
    ]);
  });

  it('has in CSV columns of its own, with who gains what', () => {
    const csv = jobReportCsv(detailsOf({ made }, { task: launch, state: 'failed' }), names);
    expect(csv.split('\r\n')[0]).toBe(
      '\uFEFFjob,region,image,target,who,name,environment,act,change,made,result,resultText,verified,attempts,problem,reason,time',
    );
    expect(csv).toContain(made);
    expect(csv).toContain(`${friend},'=Payments|<b>,production`);
  });

  it('has in Markdown what failed and why, and what was made', () => {
    const failedOne = {
      task: launch,
      state: 'failed',
      problem: { kind: 'quota', detail: 'Too many.' },
    } as const;
    const markdown = jobReportMarkdown(detailsOf({ made }, failedOne), new Map());
    expect(markdown).toContain('| Region | Image | Who | Change | Result | Reason |');
    expect(markdown).toContain(
      `| us-east-1 | office 1.0.1/2 | ${friend} | Add the permission to launch`,
    );
    expect(markdown).toContain('## Made by AWS');
    expect(markdown).toContain(`| eu-west-1 | office | Run the pipeline | ${made} |`);
    expect(jobReportMarkdown(detailsOf({}), new Map())).not.toContain('Made by AWS');
  });
});
