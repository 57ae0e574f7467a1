import { useEffect, useState } from 'preact/hooks';
import { mark, region } from './fixture';

/** What the console's own API said at an address. */
export interface Answered<Answer> {
  /** Absent while it is loading, and where the API has nothing. */
  readonly answer: Answer | undefined;
  readonly loading: boolean;
  readonly reload: () => void;
}

/**
 * Asks the console's own API, anew whenever the address changes. Without an address nothing is
 * asked, and what was said is forgotten.
 */
export function useAnswer<Answer>(address: string | undefined): Answered<Answer> {
  const [received, setReceived] = useState<{
    readonly address: string;
    readonly answer: Answer | undefined;
  }>();
  const [request, setRequest] = useState(0);

  useEffect(() => {
    if (address === undefined) {
      setReceived(undefined);
      return undefined;
    }
    const abandoned = new AbortController();
    const load = async () => {
      const answer = await ask<Answer>(address);
      if (!abandoned.signal.aborted) setReceived({ address, answer });
    };
    void load();
    return () => abandoned.abort();
  }, [address, request]);

  const loaded = received !== undefined && received.address === address;
  useEffect(() => {
    if (loaded) mark('console-ready');
  }, [loaded]);

  return {
    answer: loaded ? received.answer : undefined,
    loading: !loaded,
    reload: () => setRequest((count) => count + 1),
  };
}

async function ask<Answer>(address: string): Promise<Answer | undefined> {
  const url = new URL(address, location.origin);
  if (region !== null) url.searchParams.set('region', region);
  const response = await fetch(url);
  return response.ok ? response.json() : undefined;
}
