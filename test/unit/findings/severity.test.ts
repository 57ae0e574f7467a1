import { describe, expect, it } from 'vitest';
import { compareFindings } from '@/lib/findings/compare';
import { ecosystemOf, ecosystemsOf } from '@/lib/findings/ecosystem';
import {
  countSeverities,
  nameOfSeverity,
  rankOf,
  severities,
  severityOf,
} from '@/lib/findings/severity';
import { severityName } from '@/lib/findings/view-words';
import { vulnerabilitiesOf } from '@/lib/findings/vulnerability';
import { present } from '../support/values';

const only = (severity: string) =>
  present(vulnerabilitiesOf([{ id: 'CVE-2026-1', severity }]).get('CVE-2026-1'));

/** A package of a vulnerability that several package managers know. */
function pairOf(...managers: readonly (string | undefined)[]) {
  const packages = managers.map((packageManager, index) => ({
    name: 'a',
    filePath: String(index),
    ...(packageManager !== undefined && { packageManager }),
  }));
  return vulnerabilitiesOf([{ id: 'CVE-2026-1', severity: 'LOW', packages }]).get('CVE-2026-1')
    ?.pairs[0];
}

describe('a severity', () => {
  it('is one of those of AWS, however it is spelled', () => {
    expect(
      ['CRITICAL', 'High', 'medium', ' LOW ', 'INFORMATIONAL', 'Untriaged'].map(severityOf),
    ).toEqual(['critical', 'high', 'medium', 'low', 'informational', 'untriaged']);
  });

  it.each(['UNKNOWN', 'severe', '', 'undefined', '__proto__', 'constructor', 'CRITICAL!'])(
    'in the word %j is a seventh, and is counted',
    (word) => {
      expect(severityOf(word)).toBe('unknown');
      expect(only(word).severity).toBe('unknown');
      const { target } = compareFindings(
        { findings: [] },
        { findings: [{ id: 'CVE-2026-1', severity: word }] },
      );
      expect(target.severities).toMatchObject({ unknown: 1, untriaged: 0 });
    },
  );

  it('that is unknown is shown by the word of AWS', () => {
    expect(severityName(only('SEVERE'))).toBe('Severe');
    expect(severityName(only(''))).toBe('Not reported');
    expect(severityName(only('Medium'))).toBe('Medium');
    expect(severities.map(nameOfSeverity)).toEqual([
      'Critical',
      'High',
      'Medium',
      'Low',
      'Informational',
      'Untriaged',
      'Unknown',
    ]);
  });

  it('is told in one order, the worst first', () => {
    expect(severities.map(rankOf)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(countSeverities([{ severity: 'low' }, { severity: 'low' }])).toEqual({
      critical: 0,
      high: 0,
      medium: 0,
      low: 2,
      informational: 0,
      untriaged: 0,
      unknown: 0,
    });
  });
});

describe('the ecosystem of a package', () => {
  it.each([
    ['Python', ['PYTHONPKG', 'PYTHON', 'pip', 'PIP', 'PIPENV', 'POETRY']],
    ['Go', ['GOBINARY', 'GO', 'GOMOD']],
    ['Node.js', ['NODE', 'NODEPKG', 'NPM', 'YARN', 'PNPM']],
    ['Java', ['JAR', 'JAVA', 'POM', 'MAVEN', 'GRADLE']],
    ['Operating system', ['OS', 'RPM', 'DPKG', 'DEB', 'APK', 'APT', 'YUM', 'DNF']],
    ['.NET', ['NUGET', 'DOTNET', 'DOTNET_CORE']],
    ['Ruby', ['RUBY', 'BUNDLER', 'GEM', 'GEMSPEC']],
    ['Rust', ['RUST', 'CARGO']],
    ['PHP', ['PHP', 'COMPOSER']],
    ['GENERIC', ['GENERIC', ' GENERIC ']],
    ['constructor', ['constructor']],
    ['Not reported', [undefined, '', ' ']],
  ])('is %s for %j', (name, words) => {
    expect([...new Set(words.map(ecosystemOf))]).toEqual([name]);
  });

  it('is every one in which it was found, once', () => {
    expect(ecosystemsOf(pairOf('PIP', 'PYTHONPKG', 'OS'))).toEqual(['Python', 'Operating system']);
    expect(ecosystemsOf(pairOf('NPM'))).toEqual(['Node.js']);
    expect(ecosystemsOf(pairOf(undefined))).toEqual(['Not reported']);
    expect(ecosystemsOf(undefined)).toEqual(['Not reported']);
  });
});
