import { useEffect, useState } from 'preact/hooks';
import type { FixtureImage, FixtureImages } from '../../../image';
import { useAnswer } from '../../answer';

/** What the image registry shows: undefined images are still loading. */
export interface Registry {
  readonly images: readonly FixtureImage[] | undefined;
  readonly selected: FixtureImage | undefined;
  readonly select: (name: string | undefined) => void;
  readonly reload: () => void;
}

/**
 * The state of the image registry while its page is open. `preselected` is the image that the URL
 * names. Leaving the page forgets the images and the selection.
 */
export function useRegistry(open: boolean, preselected: string | undefined): Registry {
  const { answer, reload } = useAnswer<FixtureImages>(open ? '/appstream2/api/images' : undefined);
  const [selectedName, select] = useState(preselected);

  useEffect(() => {
    if (!open) select(undefined);
  }, [open]);

  useEffect(() => {
    if (preselected !== undefined) select(preselected);
  }, [preselected]);

  const images = answer?.images;
  const selected = images?.find(({ name }) => name === selectedName);
  return { images, selected, select, reload };
}
