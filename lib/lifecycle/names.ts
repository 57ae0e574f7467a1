/** What is named in an image's life. */
export type Named = 'image' | 'image-builder' | 'ami';

/**
 * The longest name. Source: the AppStream model on CreateImportedImage, and Image Assistant on
 * images (its model lets images and image builders have 101); the model's `AmiName`.
 */
const longest: Readonly<Record<Named, number>> = { image: 100, 'image-builder': 100, ami: 128 };

const shapes: Readonly<Record<Named, RegExp>> = {
  image: /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/,
  'image-builder': /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/,
  ami: /^[a-zA-Z0-9().\-/_]{3,}$/,
};

const words: Readonly<Record<Named, string>> = {
  image:
    'An image name has up to 100 letters, digits and _ . -, and starts with a letter or a digit.',
  'image-builder':
    'An image builder name has up to 100 letters, digits and _ . -, and starts with a letter or a digit.',
  ami: 'An AMI name has 3 to 128 letters, digits and ( ) . - / _.',
};

/**
 * What is wrong with a name, in one sentence; nothing when AWS takes it. Taken are the names of
 * images and of image builders in the account and Region. Source on what an image's name does not
 * start with: Image Assistant, `create-image`; AWS does not say whether case counts.
 */
export function obstacleToName(
  kind: Named,
  name: string,
  taken: ReadonlySet<string>,
): string | undefined {
  if (name === '') return 'Enter a name.';
  if (name.length > longest[kind] || !shapes[kind].test(name)) return words[kind];
  const reserved = /^(?:aws|appstream|amazon)/i.exec(name)?.[0];
  if (kind === 'image' && reserved !== undefined) {
    return `An image name does not start with ${reserved}: AWS keeps that for itself.`;
  }
  return taken.has(name)
    ? `The name ${name} is taken in this Region. Enter another one.`
    : undefined;
}

/**
 * A name that is free: the one that is wished for, or with the lowest number behind it that makes
 * it so, cut where it would be too long.
 */
export function freeName(kind: Named, wish: string, taken: ReadonlySet<string>): string {
  const room = longest[kind];
  const start = wish.slice(0, room);
  if (!taken.has(start)) return start;
  for (let number = 2; ; number += 1) {
    const end = `-${number}`;
    const name = `${start.slice(0, room - end.length)}${end}`;
    if (!taken.has(name)) return name;
  }
}
