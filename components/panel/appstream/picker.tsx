import { useId } from 'preact/hooks';
import { visibilityNames } from '../../../lib/images/describe';
import type { ImageListing, ImageRef, Visibility } from '../../../lib/images/image';

interface PickerProps {
  readonly listings: readonly ImageListing[];
  readonly image: ImageRef | undefined;
  readonly onPick: (image: ImageRef) => void;
}

const classes = Object.entries(visibilityNames) as readonly [Visibility, string][];

/** Picks an image by hand, where the page does not say which one it shows. */
export function Picker({ listings, image, onPick }: PickerProps) {
  const id = useId();
  const shown = listings.find(
    ({ name, arn }) => name === image?.name && (image.arn === undefined || image.arn === arn),
  );
  return (
    <div class="picker">
      <label for={`${id}-select`}>Image</label>
      <select
        id={`${id}-select`}
        aria-describedby={`${id}-count`}
        value={shown?.arn ?? ''}
        onChange={({ currentTarget }) => {
          const picked = listings.find(({ arn }) => arn === currentTarget.value);
          if (picked) onPick({ name: picked.name, arn: picked.arn });
        }}
      >
        {!shown && <option value="">{image ? image.name : 'Choose an image'}</option>}
        {classes.map(([visibility, name]) => {
          const members = listings.filter((listing) => listing.visibility === visibility);
          return (
            members.length > 0 && (
              <optgroup key={visibility} label={`${name} (${members.length})`}>
                {members.map((listing) => (
                  <option key={listing.arn} value={listing.arn}>
                    {listing.name}
                  </option>
                ))}
              </optgroup>
            )
          );
        })}
      </select>
      <span id={`${id}-count`} class="quiet">
        {countOf(listings.length)}
      </span>
    </div>
  );
}

function countOf(count: number): string {
  return count === 1 ? '1 image' : `${count} images`;
}
