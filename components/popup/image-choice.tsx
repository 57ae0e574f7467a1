import { useMemo, useState } from 'preact/hooks';
import type { ImageListing } from '../../lib/images/image';
import { Button } from '../light/button';
import { CheckBox, FieldGroup } from './fields';
import { findImages, remarkOn } from './share-model';

interface ImageChoiceProps {
  readonly images: readonly ImageListing[];
  /** The names of those that are ticked. */
  readonly ticked: readonly string[];
  /** The names of those that the page has selected. */
  readonly focus: readonly string[];
  readonly onChange: (ticked: readonly string[]) => void;
  readonly fault: string | undefined;
}

/** How many images are shown at a time; the rest is found by searching. */
const mostShown = 100;

/** Ticks images of the account. Those that were ticked at first are on top. */
export function ImageChoice({ images, ticked, focus, onChange, fault }: ImageChoiceProps) {
  const [search, setSearch] = useState('');
  // What is ticked later stays where it is: a list must not move under the pointer.
  const first = useMemo(() => new Set(ticked), [images]);
  const chosen = new Set(ticked);
  const found = findImages(images, search, first);
  const shown = found.slice(0, mostShown);
  const all = found.every(({ name }) => chosen.has(name));
  const set = (names: readonly string[], on: boolean) => {
    const changed = new Set(names);
    const others = ticked.filter((name) => !changed.has(name));
    onChange(on ? [...others, ...names] : others);
  };
  return (
    <FieldGroup id="images" legend={`Images (${ticked.length} of ${images.length})`} fault={fault}>
      <input
        type="search"
        class="field"
        aria-label="Find images"
        placeholder="Find images"
        value={search}
        onInput={(event) => setSearch(event.currentTarget.value)}
      />
      <ul class="plain image-list">
        {shown.map((image) => (
          <li key={image.arn}>
            <CheckBox checked={chosen.has(image.name)} onChange={(on) => set([image.name], on)}>
              {image.name}
              <Remarks image={image} selected={focus.includes(image.name)} />
            </CheckBox>
          </li>
        ))}
      </ul>
      <div class="under-field">
        <span class="quiet" role="status">
          {describeFound(found.length, shown.length)}
        </span>
        {found.length > 0 && (
          <Button
            variant="link"
            onClick={() =>
              set(
                found.map(({ name }) => name),
                !all,
              )
            }
          >
            {all ? `Clear ${found.length}` : `Tick all ${found.length}`}
          </Button>
        )}
      </div>
    </FieldGroup>
  );
}

function Remarks({
  image,
  selected,
}: {
  readonly image: ImageListing;
  readonly selected: boolean;
}) {
  const remarks = [
    selected ? 'selected on the page' : undefined,
    image.displayName === image.name ? undefined : image.displayName,
    remarkOn(image),
  ].filter((remark) => remark !== undefined);
  if (remarks.length === 0) return null;
  return <span class="quiet remark"> {remarks.join(', ')}</span>;
}

function describeFound(found: number, shown: number): string {
  if (found === 0) return 'No image is called that.';
  return found > shown ? `${shown} of ${found} are shown: search for the others.` : '';
}
