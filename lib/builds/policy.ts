import { failed, ok, type Result } from '../result';
import { accountIdPattern } from '../scope';
import {
  lengthFault,
  longestPolicy,
  principalsOf,
  readDocument,
  recordOf,
  textsOf,
  type Members,
  type PolicyDocument,
  type PolicyFault,
} from './policy-document';

/** One statement of a resource policy. */
export interface PolicyStatement {
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  /** As they are written: account ids, ARNs, `*`, names of services. */
  readonly principals: readonly string[];
  /** Whether it is about everybody but them. */
  readonly notPrincipals?: true;
  readonly actions: readonly string[];
  readonly notActions?: true;
  readonly resources: readonly string[];
  readonly notResources?: true;
  /** As JSON. */
  readonly condition?: string;
  /** Whether Image Desk made it, so that it may change it. */
  readonly own: boolean;
}

/** A policy as it was read. */
export interface Policy {
  readonly statements: readonly PolicyStatement[];
}

/** What the statement is called that Image Desk makes; with a number where that is taken. */
const ownSid = 'ImageDeskShare';

/**
 * What sharing an image lets others do. Source: Image Builder user guide, "Create a RAM resource
 * share", the example of `put-image-policy`: RAM's own permission for images has the same actions,
 * so that the resource share of such a policy can be promoted.
 */
const sharedActions = ['imagebuilder:GetImage', 'imagebuilder:ListImages'] as const;

/**
 * Reads a resource policy, or tells what is wrong and where: too long, no JSON, no policy. What
 * AWS RAM checks beyond that only AWS knows.
 * Source: IAM user guide, "Grammar of the IAM JSON policy language".
 */
export function readPolicy(text: string): Result<Policy, PolicyFault> {
  const read = readDocument(text);
  return read.ok ? ok({ statements: read.value.statements.map(toStatement) }) : read;
}

/**
 * Whom a resource policy names in statements that allow something: account ids, ARNs, `*`. Users,
 * roles and the root of an account count as the account, and who is only said not to be meant
 * leaves everybody. A text that is no policy names nobody.
 */
export function principalsOfPolicy(text: string): readonly string[] {
  const read = readPolicy(text);
  if (!read.ok) return [];
  const named = read.value.statements
    .filter(({ effect }) => effect === 'Allow')
    .flatMap(({ principals, notPrincipals }) => (notPrincipals ? ['*'] : principals));
  return [...new Set(named.map(accountOfPrincipal))];
}

/** The account ids in the statements that Image Desk made. */
export function ownPrincipals({ statements }: Policy): readonly string[] {
  const own = statements.filter((each) => each.own);
  return [...new Set(own.flatMap(({ principals }) => principals.map(withoutRoot)))];
}

/**
 * A policy that lets accounts have an image as well: they come into the statement that Image Desk
 * makes. All others stay as they are. A policy that has them all is given back character by
 * character.
 */
export function addToPolicy(
  text: string | undefined,
  accounts: readonly string[],
  image: string,
): Result<string, PolicyFault> {
  const read = text === undefined ? ok(emptyDocument) : readDocument(text);
  if (!read.ok) return read;
  const { members, statements } = read.value;
  const mine = statements.find((each) => isOwn(each) && isAbout(each, image));
  const there = mine ? principalsOf(mine['Principal']) : [];
  const known = new Set(statements.filter(isOwn).flatMap(accountsOf));
  const added = [...new Set(accounts)].filter((account) => !known.has(account));
  if (text !== undefined && added.length === 0) return ok(text);
  // The owner is only there where nobody else was left.
  const others = there.filter((principal) => withoutRoot(principal) !== ownerOf(image));
  const made = ownStatement(mine?.['Sid'] ?? freeSid(statements), [...others, ...added], image);
  const next = mine
    ? statements.map((each) => (each === mine ? made : each))
    : [...statements, made];
  return written(members, next);
}

/**
 * A policy that no longer lets accounts have an image, as far as Image Desk's own statements do.
 * All others stay as they are. Nothing when no statement is left: AWS has no operation to delete
 * an image's policy, and takes none without a statement.
 */
export function removeFromPolicy(
  text: string | undefined,
  accounts: readonly string[],
): Result<string | undefined, PolicyFault> {
  if (text === undefined) return ok(undefined);
  const read = readDocument(text);
  if (!read.ok) return read;
  const { members, statements } = read.value;
  const gone = new Set(accounts);
  const isGone = (principal: string) => gone.has(withoutRoot(principal));
  if (!statements.some((each) => isOwn(each) && principalsOf(each['Principal']).some(isGone))) {
    return ok(text);
  }
  const next = statements.flatMap((each) => {
    if (!isOwn(each)) return [each];
    const left = principalsOf(each['Principal']).filter((principal) => !isGone(principal));
    return left.length === 0 ? [] : [{ ...each, Principal: { AWS: left } }];
  });
  return next.length === 0 ? ok(undefined) : written(members, next);
}

/**
 * A policy that leaves an image to its owner, who has it anyway, in the place of one that lost its
 * last statement: AWS can neither delete a policy nor take one without a statement.
 */
export function onlyOwnerIn(text: string, image: string): string {
  const read = readDocument(text);
  const { members } = read.ok ? read.value : emptyDocument;
  const statement = ownStatement(ownSid, [ownerOf(image)], image);
  return JSON.stringify({ ...members, Statement: [statement] }, null, 2);
}

/**
 * Whether two policies, or their absence, say the same: white space, the order of members and of
 * lists, a list of one, and how an account is written make no difference. Texts that are no
 * policies are the same only character by character.
 */
export function samePolicy(a: string | undefined, b: string | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined) return false;
  const [one, other] = [canonical(a), canonical(b)];
  return one !== undefined && one === other;
}

function ownStatement(sid: unknown, accounts: readonly string[], image: string): Members {
  return {
    Sid: sid,
    Effect: 'Allow',
    Principal: { AWS: accounts },
    Action: [...sharedActions],
    Resource: [image],
  };
}

function ownerOf(image: string): string {
  return image.split(':')[4] ?? '';
}

const emptyDocument: PolicyDocument = { members: { Version: '2012-10-17' }, statements: [] };

function written(members: Members, statements: readonly Members[]): Result<string, PolicyFault> {
  const whole = { ...members, Statement: statements };
  const legible = JSON.stringify(whole, null, 2);
  const text = legible.length > longestPolicy ? JSON.stringify(whole) : legible;
  const fault = lengthFault(text);
  return fault ? failed(fault) : ok(text);
}

function toStatement(members: Members): PolicyStatement {
  const { Sid, Effect, Principal, NotPrincipal, Action, NotAction, Resource, NotResource } =
    members;
  const condition = members['Condition'];
  return {
    ...(typeof Sid === 'string' && { sid: Sid }),
    effect: Effect === 'Deny' ? 'Deny' : 'Allow',
    principals: principalsOf(Principal ?? NotPrincipal),
    ...(NotPrincipal !== undefined && { notPrincipals: true }),
    actions: textsOf(Action ?? NotAction),
    ...(NotAction !== undefined && { notActions: true }),
    resources: textsOf(Resource ?? NotResource),
    ...(NotResource !== undefined && { notResources: true }),
    ...(condition !== undefined && { condition: JSON.stringify(condition) }),
    own: isOwn(members),
  };
}

/** Whether Image Desk made a statement, and nobody changed anything of it but its accounts. */
function isOwn(members: Members): boolean {
  const { Sid, Effect, Principal, Action, Resource, ...others } = members;
  return (
    typeof Sid === 'string' &&
    /^ImageDeskShare\d*$/.test(Sid) &&
    Effect === 'Allow' &&
    Object.keys(recordOf(Principal)).join() === 'AWS' &&
    accountsOf(members).every((each) => accountIdPattern.test(each)) &&
    textsOf(Action).toSorted().join() === sharedActions.toSorted().join() &&
    /^arn:[^,]+:image\/[^,]+$/.test(textsOf(Resource).join()) &&
    Object.keys(others).length === 0
  );
}

function isAbout({ Resource }: Members, image: string): boolean {
  return textsOf(Resource).join() === image;
}

function accountsOf({ Principal }: Members): readonly string[] {
  return principalsOf(Principal).map(withoutRoot);
}

/** A name that no statement has: names are unique in a policy. */
function freeSid(statements: readonly Members[]): string {
  const taken = new Set(statements.map(({ Sid }) => Sid));
  if (!taken.has(ownSid)) return ownSid;
  for (let count = 2; ; count += 1) if (!taken.has(`${ownSid}${count}`)) return `${ownSid}${count}`;
}

/** The account that a principal is, or is in; what is none stays. */
function accountOfPrincipal(principal: string): string {
  return /^arn:aws[^:]*:(?:iam|sts)::(\d{12}):/.exec(principal)?.[1] ?? principal;
}

function canonical(text: string): string | undefined {
  const read = readDocument(text);
  if (!read.ok) return undefined;
  const { members, statements } = read.value;
  return JSON.stringify(inOrder({ ...members, Statement: statements.map(inPlainForm) }));
}

/** A statement without the differences in writing that make none in meaning. */
function inPlainForm(members: Members): Members {
  return Object.fromEntries(
    Object.entries(members).map(([name, value]) => {
      if (!name.endsWith('Principal')) {
        return [name, /Action|Resource/.test(name) ? asSet(textsOf(value)) : value];
      }
      if (value === '*') return [name, { AWS: ['*'] }];
      const kinds = Object.entries(recordOf(value)).map(
        ([kind, named]) => [kind, asSet(textsOf(named).map(withoutRoot))] as const,
      );
      return [name, Object.fromEntries(kinds)];
    }),
  );
}

/**
 * An account by its id. AWS may give it back as the ARN of its root, whichever way it was written.
 * Source: IAM user guide, "AWS account principals".
 */
function withoutRoot(principal: string): string {
  return /^arn:aws[^:]*:iam::(\d{12}):root$/.exec(principal)?.[1] ?? principal;
}

function asSet(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].toSorted();
}

/** The same value with the members of its objects, and its lists of texts, in a fixed order. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.every((each) => typeof each === 'string') ? value.toSorted() : value.map(inOrder);
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, each]) => [name, inOrder(each)] as const),
  );
}
