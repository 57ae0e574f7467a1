import { useEffect, useRef, useState } from 'preact/hooks';
import type { AccountNames } from '../../lib/accounts/alias';
import type { DeskTarget } from '../../lib/operations/surfaces';
import type { Problem } from '../../lib/problems/problem';
import type { Scope } from '../../lib/scope';
import { Spinner } from '../light/spinner';
import { Home } from './home';
import type * as lateViews from './late';
import { useLock } from './lock';
import { readNames, readPopup, type PopupState } from './model';
import type { PopupParts } from './parts';
import { jobsToShow, useJobs } from './use-jobs';

/** How often the time to expiry is told anew, in milliseconds. */
const tick = 10_000;

/** Where the popup is. */
type Place =
  | { readonly view: 'home' }
  | { readonly view: 'share'; readonly scope: Scope }
  | { readonly view: 'job'; readonly id: string };

/** The toolbar popup: who am I in this tab, bulk share, what is under way, and the desk. */
export function Popup({ client, activeTabId, listen, now, close }: PopupParts) {
  const [state, setState] = useState<PopupState>({ kind: 'loading' });
  const [names, setNames] = useState<AccountNames>(new Map());
  const [failure, setFailure] = useState<Problem>();
  const [time, setTime] = useState(now);
  const [place, setPlace] = useState<Place>({ view: 'home' });
  const returned = useRef(false);
  const tab = useRef<number | undefined>(undefined);
  const lock = useLock(client, listen);
  const jobs = jobsToShow(useJobs(client, listen), time);
  const concerned = [...new Set(jobs.map((job) => job.scope.account))].toSorted().join();
  const late = useLate(place.view !== 'home' || jobs.length > 0);
  useEffect(() => {
    const ended = new AbortController();
    const read = async () => {
      // The popup is over one tab as long as it is open.
      tab.current ??= await activeTabId();
      const next = await readPopup(client, tab.current);
      if (!ended.signal.aborted) setState(next);
    };
    void read();
    listen(({ event }) => {
      if (event === 'credentials-changed' || event === 'safety-changed') void read();
    }, ended.signal);
    const timer = setInterval(() => setTime(now()), tick);
    return () => {
      clearInterval(timer);
      ended.abort();
    };
  }, []);
  // Who somebody is does not wait for what that is called.
  useEffect(() => {
    const ended = new AbortController();
    const read = async () => {
      const named = await readNames(client, state, concerned === '' ? [] : concerned.split(','));
      if (!ended.signal.aborted) setNames(named);
    };
    void read();
    listen(({ event }) => {
      if (event === 'accounts-changed') void read();
    }, ended.signal);
    return () => ended.abort();
  }, [state, concerned]);

  const open = async (target: DeskTarget, scope: Scope | undefined) => {
    const opened = await client.call('desk.open', target, scope ? { scope } : {});
    if (opened.ok) close();
    else setFailure(opened.problem);
  };
  const openDesk = (target: DeskTarget, scope?: Scope) =>
    void open(target, scope ?? (state.kind === 'tab' ? state.scope : undefined));
  const lockNow = async () => {
    const answer = await client.call('lock.now', {});
    setFailure(answer.ok ? undefined : answer.problem);
  };
  const goTo = (next: Place) => {
    returned.current = next.view === 'home';
    setFailure(undefined);
    setPlace(next);
  };
  const showJob = (id: string) => goTo({ view: 'job', id });
  const parts = {
    client,
    listen,
    now,
    failure,
    openDesk,
    showJob,
    goHome: () => goTo({ view: 'home' }),
  };
  if (place.view === 'home') {
    return (
      <Home
        state={state}
        names={names}
        lock={lock}
        now={time}
        failure={failure}
        focused={returned.current}
        onShare={(scope) => goTo({ view: 'share', scope })}
        onLock={() => void lockNow()}
        openDesk={openDesk}
      >
        {late && jobs.length > 0 && (
          <late.JobList
            jobs={jobs}
            names={names}
            client={client}
            onShow={showJob}
            openDesk={openDesk}
          />
        )}
      </Home>
    );
  }
  if (!late) {
    return (
      <main class="popup">
        <Spinner>Opening</Spinner>
      </main>
    );
  }
  return place.view === 'share' ? (
    <late.BulkShare {...parts} place={place.scope} tabId={tab.current} />
  ) : (
    <late.JobView {...parts} id={place.id} />
  );
}

/** The views that come later, once one of them is needed. */
function useLate(needed: boolean): typeof lateViews | undefined {
  const [views, setViews] = useState<typeof lateViews>();
  useEffect(() => {
    const load = async () => setViews(await import('./late'));
    if (needed) void load();
  }, [needed]);
  return views;
}
