import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Spinner } from '../light/spinner';
import { holdsForAll } from './judge';
import { ProblemAlert, type GoOn } from './problem';
import type { Reading } from './reading';

interface SectionProps {
  readonly title: string;
  readonly children: ComponentChildren;
}

/** One section of the panel: a heading, and a group that has its name. */
export function Section({ title, children }: SectionProps) {
  const id = useId();
  return (
    <div class="section" role="group" aria-labelledby={id}>
      <h3 id={id} tabIndex={-1}>
        {title}
      </h3>
      {children}
    </div>
  );
}

interface ReadingViewProps<Value> {
  readonly reading: Reading<Value>;
  /** What is being read, for the person who waits. */
  readonly waiting: string;
  readonly goOn: GoOn;
  readonly children: (value: Value) => ComponentChildren;
}

/**
 * Something that is read, in whatever state that is. A value stays while it is read again, and
 * stays with the reason beside it when that fails. A problem that holds for all is told elsewhere.
 */
export function ReadingView<Value>(props: ReadingViewProps<Value>) {
  const { reading, waiting, goOn, children } = props;
  const { held, problem, busy } = reading;
  return (
    <>
      {problem && !holdsForAll(problem) && <ProblemAlert problem={problem} goOn={goOn} />}
      {held ? children(held.value) : busy && <Spinner>{waiting}</Spinner>}
      {!held && problem && holdsForAll(problem) && <p class="quiet">Not read.</p>}
    </>
  );
}
