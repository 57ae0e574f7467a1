import { applicationKey } from '../../applications/application';
import {
  mostApplications,
  refusal,
  refusalsOfName,
  refusalsOfTags,
  refusalsOfTexts,
  type Refusal,
} from '../../lifecycle/refusals';
import { countOf } from '../../words';
import { applicationProblems } from './application-problems';
import type { ScriptOrder } from './order';

/**
 * Everything that Image Assistant would refuse of an order and that can be known before, but of
 * what names are taken only what is told. What only the image builder knows, such as whether a file
 * is there, the script checks. An application is the subject of what is wrong with it, by its name
 * in the catalog. Source of the limits: AWS's guide, "Image Assistant CLI Operations for Creating
 * and Managing Your Image".
 */
export function scriptProblems(
  order: ScriptOrder,
  taken: ReadonlySet<string> = new Set(),
): readonly Refusal[] {
  const { name, displayName = '', description = '', tags } = order.image;
  return [
    ...refusalsOfName('image', name, taken),
    ...refusalsOfTexts({ displayName, description }),
    ...lineProblems('The display name', displayName),
    ...lineProblems('The description', description),
    ...refusalsOfTags(tags),
    ...hyphenProblems(order),
    ...catalogProblems(order),
    ...order.applications.flatMap((application) =>
      applicationProblems(application, order.platform),
    ),
  ];
}

function lineProblems(what: string, text: string): readonly Refusal[] {
  return /\p{Cc}/u.test(text)
    ? [refusal('text', `${what} has a line break or another control character. Take it out.`)]
    : [];
}

/** A word with a hyphen in front is an option, however Image Assistant comes to it. */
function hyphenProblems({ image: { tags } }: ScriptOrder): readonly Refusal[] {
  return tags
    .filter(isLikeOption)
    .map(({ key }) =>
      refusal(
        'tags',
        `The tag ${key} has a hyphen in front of its key or value: Image Assistant would take it for one of its options.`,
        key,
      ),
    );
}

/** Whether Image Assistant would take a tag for one of its options. */
export function isLikeOption({ key, value }: ScriptOrder['image']['tags'][number]): boolean {
  return key.startsWith('-') || value.startsWith('-');
}

/** What is wrong with the catalog as a whole, with what is on the image already. */
function catalogProblems({ applications, present }: ScriptOrder): readonly Refusal[] {
  const there = new Set(present.map(applicationKey));
  const keys = applications.map(({ id }) => applicationKey(id));
  const count = new Set([...there, ...keys]).size;
  return [
    ...(count > mostApplications
      ? [
          refusal(
            'applications-too-many',
            `An image has up to ${mostApplications} applications, and this one would have ${countOf(count, 'application')}. Pick fewer.`,
          ),
        ]
      : []),
    ...applications.flatMap(({ id, name }, index) => {
      if (there.has(applicationKey(id))) {
        return refusal(
          'application-there',
          `${name} is on the image already. Leave it out, or give it another name in the repository.`,
          id,
        );
      }
      return keys.indexOf(applicationKey(id)) < index
        ? refusal('application-there', `${name} is picked twice. Leave one out.`, id)
        : [];
    }),
  ];
}
