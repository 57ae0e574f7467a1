import type { Tags } from '../../images/image';
import { tooLong } from './texts';

/**
 * What is wrong with the tags of an image. Source: the patterns of AppStream's model; that a
 * hyphen in front makes an option of a word is how Image Assistant reads its arguments.
 */
export function tagProblems(tags: Tags): readonly string[] {
  const keys = tags.map(({ key }) => key);
  return [
    ...(tags.length > 50 ? [`An image has at most 50 tags, not ${tags.length}.`] : []),
    ...keys
      .filter((key, index) => keys.indexOf(key) < index)
      .map((key) => `The tag ${key} is there twice.`),
    ...tags.flatMap(({ key, value }) => [
      ...(key === '' ? ['A tag needs a key.'] : []),
      ...(key.startsWith('aws:')
        ? [`The key of the tag ${key} starts with aws:, which AWS keeps for itself.`]
        : []),
      ...(key.length > 128 ? [tooLong(`The key of the tag ${key}`, key, 128)] : []),
      ...(value.length > 256 ? [tooLong(`The value of the tag ${key}`, value, 256)] : []),
      ...([key, value].every((text) => /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(text))
        ? []
        : [`The tag ${key} may only have letters, digits, spaces and _ . : / = + - @.`]),
      ...([key, value].some((text) => text.startsWith('-'))
        ? [
            `The tag ${key} has a hyphen in front of its key or value: Image Assistant would take it for one of its options.`,
          ]
        : []),
    ]),
  ];
}
