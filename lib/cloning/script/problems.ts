import { applicationProblems } from './application-problems';
import type { ScriptOrder } from './order';
import { tagProblems } from './tag-problems';
import { tooLong } from './texts';

/** Why Image Assistant, or the script before it, would refuse an order. */
export interface ScriptProblem {
  /** What of the order it is about: of one application where one is named, else of the image. */
  readonly field: 'name' | 'displayName' | 'description' | 'tags' | 'applications';
  /** The application by its name in the catalog. */
  readonly application?: string;
  readonly sentence: string;
}

/**
 * Everything that Image Assistant would refuse and that can be known before. What only the image
 * builder knows, such as whether a file is there, the script checks. Source of the limits: AWS's
 * guide, "Image Assistant CLI Operations for Creating and Managing Your Image".
 */
export function scriptProblems(order: ScriptOrder): readonly ScriptProblem[] {
  const { name, displayName = '', description = '', tags } = order.image;
  return [
    ...nameProblems(name).map((sentence): ScriptProblem => ({ field: 'name', sentence })),
    ...textProblems('The display name', displayName).map((sentence): ScriptProblem => ({
      field: 'displayName',
      sentence,
    })),
    ...textProblems('The description', description).map((sentence): ScriptProblem => ({
      field: 'description',
      sentence,
    })),
    ...tagProblems(tags).map((sentence): ScriptProblem => ({ field: 'tags', sentence })),
    ...catalogProblems(order).map((sentence): ScriptProblem => ({
      field: 'applications',
      sentence,
    })),
    ...order.applications.flatMap((application) =>
      applicationProblems(application, order.platform).map((sentence): ScriptProblem => ({
        field: 'applications',
        application: application.id,
        sentence,
      })),
    ),
  ];
}

/** Image Assistant's own rule is narrower than the API's: 100 characters, and three prefixes. */
function nameProblems(name: string): readonly string[] {
  if (name === '') return ['The image needs a name.'];
  const prefix = /^(?:aws|appstream|amazon)/i.exec(name)?.[0];
  return [
    ...(name.length > 100 ? [tooLong('The name of the image', name, 100)] : []),
    ...(/^[a-z0-9][a-z0-9_.-]*$/i.test(name)
      ? []
      : [
          'The name of an image has the letters a to z, digits, underscores, hyphens and dots alone, and starts with a letter or a digit.',
        ]),
    ...(prefix === undefined
      ? []
      : [`The name of an image cannot start with ${prefix}: AWS keeps that for itself.`]),
  ];
}

function textProblems(what: string, text: string): readonly string[] {
  return [
    ...(text.length > 256 ? [tooLong(what, text, 256)] : []),
    ...(/\p{Cc}/u.test(text) ? [`${what} has a line break or another control character.`] : []),
  ];
}

/** What is wrong with the catalog as a whole, with what is on the image already. */
function catalogProblems({ applications, present }: ScriptOrder): readonly string[] {
  const count = applications.length + present.length;
  const ids = applications.map(({ id }) => id);
  const lower = [...present, ...ids].map((id) => id.toLowerCase());
  const twice = ids.filter((id, index) => lower.indexOf(id.toLowerCase()) < present.length + index);
  return [
    ...(count > mostApplications
      ? [
          `The catalog of an image has at most ${mostApplications} applications: with what is on the image already it would have ${count}.`,
        ]
      : []),
    ...twice.map(
      (id) => `${id} would be in the catalog of the image twice: a name is there only once.`,
    ),
  ];
}

const mostApplications = 50;
