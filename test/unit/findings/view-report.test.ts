import { expect, test } from 'vitest';
import { countSeverities } from '@/lib/findings/severity';
import { showOf } from '@/lib/findings/view';
import { reportOf } from '@/lib/findings/view-report';
import { finding, installed, judgedOf, judgement } from '../support/compared';

const totals = { findings: 0, vulnerabilities: 0, pairs: 0, severities: countSeverities([]) };
const about = {
  at: 1,
  base: { label: 'office 1.0.0/1', totals },
  target: { label: 'office 1.0.0/2', totals },
  gate: [],
};
const judged = judgedOf(
  [finding('CVE-1'), finding('CVE-2', { packages: [installed('zlib', '1.2')] })],
  [finding('CVE-1'), finding('GHSA-3'), finding('CVE-4', { severity: 'LOW' })],
  [judgement('CVE-4')],
);

function told(text: string) {
  const { vulnerabilities, total, filters } = reportOf(judged, showOf(text), about);
  return [vulnerabilities.map(({ id }) => id), total, filters];
}

test('a report has what is shown, and says what it was filtered by', () => {
  expect(told('change.new')).toEqual([
    ['GHSA-3'],
    4,
    ['change is new', 'without what is suppressed'],
  ]);
  expect(told('severity.low*text.CVE*suppressed*package-has-not.zlib')).toEqual([
    ['CVE-4'],
    4,
    ['severity is Low', 'package does not contain zlib', 'text has CVE'],
  ]);
  expect(told('suppressed')[2]).toEqual([]);
});

test('a report has the judgements that do nothing, whatever it was filtered by', () => {
  const [unmatched, expired] = [[judgement('CVE-8')], [judgement('CVE-9')]];
  const report = reportOf({ ...judged, unmatched, expired }, showOf('change.new'), about);
  expect(report).toMatchObject({ unmatched, expired });
});
