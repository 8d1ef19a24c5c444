import type { ConcludedExam, ExamView } from '../../people/training/answers.ts';
import { Badge } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import { dateAndTime } from '../design/times.ts';
import { t } from '../languages/text.ts';
import { OUTCOME_WORDS, courseWords } from '../words-of-training.ts';

interface ResultProps {
  readonly exam: ExamView;
  readonly result: ConcludedExam;
  readonly onBack: () => void;
  readonly onRead: () => void;
}

/** The result of an exam with the reason of each right answer. The server does not keep it. */
export function Result({ exam, result: { outcome, right, of, validUntil, marks }, onBack, onRead }: ResultProps) {
  return (
    <section class="panel training-text" aria-labelledby="result-title">
      <h2 id="result-title">{t('Result: {course}', { course: courseWords(exam.course) })}</h2>
      <p class={outcome === 'passed' ? 'training-outcome tone-good' : 'training-outcome tone-caution'}>
        <strong>{OUTCOME_WORDS[outcome]}</strong>{' '}
        {right !== null && t('{right} of {of} answers were right.', { right, of })}{' '}
        {validUntil !== null && t('Valid until {time}.', { time: dateAndTime(validUntil) })}
      </p>
      {marks.length > 0 && (
        <>
          <p class="quiet">{t('Only you see this, and only now: the server keeps the outcome but no answers.')}</p>
          <ol class="training-marks">
            {marks.map(({ question, isRight, because }) => (
              <li key={question}>
                <p>
                  {exam.questions.find(({ id }) => id === question)?.asks}{' '}
                  {isRight ? (
                    <Badge tone="good" icon="tick" word={t('Right ## an answer')} />
                  ) : (
                    <Badge tone="bad" icon="cross" word={t('Wrong ## an answer')} />
                  )}
                </p>
                <p>{because}</p>
              </li>
            ))}
          </ol>
        </>
      )}
      <div class="choices">
        <Button weight="main" label={t('Back to the courses')} onPress={onBack} />
        {outcome !== 'passed' && <Button label={t('Read the lessons')} onPress={onRead} />}
      </div>
    </section>
  );
}
