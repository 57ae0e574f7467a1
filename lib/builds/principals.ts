import {
  accountFault,
  accountIdsIn,
  readAccountId,
  type AccountFault,
} from '../sharing/account-ids';
import type { AccountId } from '../scope';

/** What a principal is: an account, a whole organization, or a unit of one. */
export type PrincipalKind = 'account' | 'organization' | 'unit';

/** What is wrong with one part of a text, and in which line, counted from 1. */
export type PrincipalProblem = { readonly line: number; readonly text: string } & (
  | { readonly kind: 'account'; readonly fault: AccountFault }
  /** An ARN, but of no organization and no unit. */
  | { readonly kind: 'arn' }
  | { readonly kind: 'own-account' }
  /** The image policy names accounts only. */
  | { readonly kind: 'accounts-only' }
);

/** What a text says, each principal once and in the order of the text. */
export interface PrincipalReading {
  readonly principals: readonly string[];
  readonly problems: readonly PrincipalProblem[];
}

/**
 * ARNs of an organization and of a unit. Source: the Image Builder model's `OrganizationArn` and
 * `OrganizationalUnitArn`, which EC2's launch permissions and RAM take as well.
 */
const organization =
  /^arn:aws(?:-cn|-us-gov)?:organizations::\d{12}:organization\/o-[a-z0-9]{10,32}$/;
const unit =
  /^arn:aws(?:-cn|-us-gov)?:organizations::\d{12}:ou\/o-[a-z0-9]{10,32}\/ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}$/;

/** What kind of principal an account id or an ARN is; nothing when an image goes to none such. */
export function kindOfPrincipal(text: string): PrincipalKind | undefined {
  if (/^\d{12}$/.test(text)) return 'account';
  if (organization.test(text)) return 'organization';
  return unit.test(text) ? 'unit' : undefined;
}

/**
 * Reads who an image is shared with, as people write and paste it: account ids in all the forms
 * that `accountIdsIn` knows, and ARNs of organizations and units, anywhere in the lines.
 */
export function readPrincipals(
  text: string,
  owner: AccountId,
  { accountsOnly = false }: { readonly accountsOnly?: boolean } = {},
): PrincipalReading {
  const principals = new Set<string>();
  const problems: PrincipalProblem[] = [];
  const readArn = (arn: string, line: number): void => {
    if (kindOfPrincipal(arn) === undefined) problems.push({ line, text: arn, kind: 'arn' });
    else if (accountsOnly) problems.push({ line, text: arn, kind: 'accounts-only' });
    else principals.add(arn);
  };
  const readAccounts = (part: string, line: number): void => {
    for (const written of accountIdsIn(part)) {
      const reading = readAccountId(written);
      if (reading.kind !== 'valid') {
        const fault = accountFault(written, reading);
        problems.push({ line, text: written, kind: 'account', fault });
      } else if (reading.account === owner) {
        problems.push({ line, text: written, kind: 'own-account' });
      } else principals.add(reading.account);
    }
  };
  for (const [index, content] of text.split('\n').entries()) {
    const line = index + 1;
    // An ARN has no blank, comma or quotation mark in it: every second part is one.
    for (const [place, part] of content.split(/(arn:[^\s,;|"'[\]]+)/).entries()) {
      if (place % 2 === 0) readAccounts(part, line);
      else readArn(part, line);
    }
  }
  return { principals: [...principals], problems };
}

/** What is wrong with a part of a text, as a sentence that names its line. */
export function explainPrincipal(problem: PrincipalProblem): string {
  return `Line ${problem.line}: ${sentenceOf(problem)}`;
}

function sentenceOf(problem: PrincipalProblem): string {
  const text = problem.text.length > 60 ? `${problem.text.slice(0, 60)}…` : problem.text;
  switch (problem.kind) {
    case 'arn':
      return `${text} is neither the ARN of an organization nor that of an organizational unit.`;
    case 'own-account':
      return `${text} is the owner, who has the image already.`;
    case 'accounts-only':
      return `${text} is no account. Share with organizations and units by a resource share.`;
    case 'account':
      return problem.fault.kind === 'digits'
        ? `${text} has ${problem.fault.digits} digits; an account ID has 12.`
        : `${text} is no account ID and no ARN.`;
  }
}
