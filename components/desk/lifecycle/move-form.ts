import type { Image, Tags } from '../../../lib/images/image';
import { withSource } from '../../../lib/images/lineage';
import { doubtOfMovedAmi } from '../../../lib/lifecycle/ami';
import type { Refusal, RegionFacts } from '../../../lib/lifecycle/refusals';
import { refusalsOfExport, refusalsOfImport } from '../../../lib/lifecycle/refusals-of-images';
import type { WishOf } from '../../../lib/lifecycle/wish';
import type { Problem } from '../../../lib/problems/problem';
import { explainProblem } from '../../../lib/problems/explain';
import { accountObstacle, recipientObstacle } from '../../../lib/safety/obstacles';
import type { CompanyPolicy } from '../../../lib/safety/policy';
import type { AccountId, Scope } from '../../../lib/scope';
import { amiNameFor } from './export-form';
import { answered, emptyImported, orderOf, rowsOfImage, type ImportedFields } from './import-form';

/** What is entered of a clone to another account. */
export interface MoveForm {
  /** The other account; nothing until one is chosen. */
  readonly to: AccountId | undefined;
  /** The name of the AMI on the way, and the role with which it is made. */
  readonly ami: string;
  readonly role: string;
  /** The image there. */
  readonly imported: ImportedFields;
}

/** What the form of a clone to another account is read beside. */
export interface MoveFacts {
  readonly image: Image;
  readonly scope: Scope;
  /** What is in the same Region of the other account, once that is read. */
  readonly there: RegionFacts | undefined;
  /** Why the company forbids it. */
  readonly forbidden: Problem | undefined;
}

/** What is in the way in each of the two accounts, and the wish or what it lacks. */
export type MoveReading = {
  readonly here: readonly Refusal[];
  readonly there: readonly Refusal[];
} & ({ readonly wish: WishOf<'move'> } | { readonly obstacle: string });

/** What the form begins with: what the image has, as far as an import takes it. */
export function moveFormOf(image: Image, tags: Tags): MoveForm {
  const { name, displayName = '', description = '' } = image;
  return {
    to: undefined,
    ami: amiNameFor(image),
    role: '',
    imported: {
      ...emptyImported,
      image: name,
      displayName: importable(displayName),
      description: importable(description),
      // Without a path AWS does not take it, and does not tell that of every application.
      applications: rowsOfImage(image).filter(({ path }) => path !== ''),
      tags,
    },
  };
}

/** The applications of an image of which AWS tells no path: they have to be entered. */
export function withoutPath({ applications }: Pick<Image, 'applications'>): readonly string[] {
  return applications.flatMap(({ id, launchPath }) => (launchPath === undefined ? [id] : []));
}

/** Why the company forbids to make an image in another account; nothing when it does not. */
export function forbiddenMove(policy: CompanyPolicy, to: AccountId): Problem | undefined {
  return accountObstacle(policy, to) ?? recipientObstacle(policy, [to]);
}

/** Reads the form of a clone to another account. */
export function readMoveForm(form: MoveForm, facts: MoveFacts): MoveReading {
  const { image, scope } = facts;
  const { to } = form;
  const [ami, role] = [form.ami.trim(), form.role.trim()];
  const lineage = { image: image.arn };
  const order = orderOf(form.imported);
  const here = refusalsOfExport(
    image,
    { image: image.name, ami, role, tags: withSource([], lineage) },
    { scope },
    new Set(),
  );
  if (to === undefined) return { here, there: [], obstacle: 'Choose the other account.' };
  const imported = {
    ...order,
    ami: { name: ami, owner: scope.account },
    tags: withSource(order.tags, lineage),
  };
  const there = facts.there
    ? [...refusalsOfImport(imported, facts.there), doubtOfMovedAmi(ami, to)]
    : [];
  if (facts.forbidden) {
    return { here, there, obstacle: explainProblem(facts.forbidden).summary };
  }
  if (!facts.there) return { here, there, obstacle: `Account ${to} has to be read first.` };
  const { refusals: _, ...reading } = answered([...here, ...there], {
    act: 'move',
    image: image.name,
    ami,
    role,
    to,
    order,
  } as const);
  return { here, there, ...reading };
}

/** A text as an import takes it: other signs become spaces. */
function importable(text: string): string {
  return text
    .replaceAll(/[^a-zA-Z0-9_.() -]+/g, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim();
}
