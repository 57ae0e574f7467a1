import { useEffect, useState } from 'preact/hooks';
import type { FixtureImage, FixtureImages } from '../../image';
import { mark, region } from '../fixture';

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
  const [images, setImages] = useState<readonly FixtureImage[]>();
  const [selectedName, select] = useState(preselected);
  const [request, setRequest] = useState(0);

  useEffect(() => {
    if (!open) return undefined;
    const abandoned = new AbortController();
    const load = async () => {
      const loaded = await fetchImages();
      if (!abandoned.signal.aborted) setImages(loaded);
    };
    void load();
    return () => abandoned.abort();
  }, [open, request]);

  useEffect(() => {
    if (open) return;
    setImages(undefined);
    select(undefined);
  }, [open]);

  useEffect(() => {
    if (preselected !== undefined) select(preselected);
  }, [preselected]);

  const loaded = images !== undefined;
  useEffect(() => {
    if (loaded) mark('console-ready');
  }, [loaded]);

  const selected = images?.find(({ name }) => name === selectedName);
  return { images, selected, select, reload: () => setRequest((count) => count + 1) };
}

async function fetchImages(): Promise<readonly FixtureImage[]> {
  const query = region === null ? '' : `?region=${encodeURIComponent(region)}`;
  const response = await fetch(`/appstream2/api/images${query}`);
  const reply: FixtureImages = await response.json();
  return reply.images;
}
