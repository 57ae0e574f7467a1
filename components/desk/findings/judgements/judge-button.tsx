import Button from '@cloudscape-design/components/button';
import { useState } from 'preact/hooks';
import type { Judgement } from '../../../../lib/findings/judgement';
import type { JudgementSubject } from './draft';
import { JudgementForm } from './judgement-form';

interface JudgeButtonProps extends JudgementSubject {
  /** What is recorded already. */
  readonly judgement: Judgement | undefined;
}

/** Opens the window in which a vulnerability is judged; its name tells which one. */
export function JudgeButton({ judgement, ...subject }: JudgeButtonProps) {
  const [open, setOpen] = useState(false);
  const act = judgement ? 'Edit judgement' : 'Judge';
  return (
    <>
      <Button
        variant="inline-link"
        ariaLabel={`${act} ${judgement ? 'of ' : ''}${subject.vulnerability}`}
        onClick={() => setOpen(true)}
      >
        {act}
      </Button>
      {open && (
        <JudgementForm subject={subject} judgement={judgement} onClose={() => setOpen(false)} />
      )}
    </>
  );
}
