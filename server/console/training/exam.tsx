import { useSignal } from '@preact/signals';
import type { ConcludedExam, ExamView } from '../../people/training/answers.ts';
import { Button } from '../design/button.tsx';
import { timeOfDay } from '../design/times.ts';
import { shown, t } from '../languages/text.ts';
import { announce, now } from '../shell/live.ts';
import { ask } from '../sign-in/ask.ts';
import { refusalWords } from '../sign-in/words.ts';
import { courseWords, OUTCOME_WORDS } from '../words-of-training.ts';

interface ExamProps {
  readonly exam: ExamView;
  readonly onBack: () => void;
  readonly onConcluded: (result: ConcludedExam) => void;
}

/** The questions of an exam. The answers go to the server together. */
export function Exam({ exam, onBack, onConcluded }: ExamProps) {
  const chosen = useSignal<ReadonlyMap<string, number>>(new Map());
  const words = useSignal('');
  const isBusy = useSignal(false);
  const missing = exam.questions.filter(({ id }) => !chosen.value.has(id)).length;
  const say = (sentence: string) => {
    words.value = sentence;
    announce(sentence);
  };
  const send = async (): Promise<void> => {
    if (missing > 0) {
      say(t('Answer every question first.'));
      return;
    }
    isBusy.value = true;
    const answers = [...chosen.value].map(([question, option]) => ({ question, option }));
    const body = { answers, language: shown.value.language };
    const asked = await ask<ConcludedExam>('POST', `/v1/training/exams/${exam.id}/answers`, body);
    isBusy.value = false;
    if (asked.kind === 'answered') {
      announce(OUTCOME_WORDS[asked.value.outcome]);
      onConcluded(asked.value);
    } else
      say(asked.code === 'exam-over' ? t('This exam is concluded. Go back to see the result.') : refusalWords(asked));
  };
  return (
    <form
      class="panel training-text"
      aria-labelledby="exam-title"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <h2 id="exam-title">{t('Exam: {course}', { course: courseWords(exam.course) })}</h2>
      <p>
        {t('{passes} right answers of {count} pass. Send the answers by {time}.', {
          passes: exam.passes,
          count: exam.questions.length,
          time: timeOfDay(exam.expiresAt, now.value),
        })}
      </p>
      {exam.questions.map(({ id, asks, options }, place) => (
        <fieldset class="training-question" key={id}>
          <legend>{t('{number}. {question}', { number: place + 1, question: asks })}</legend>
          {options.map((option, at) => (
            <label key={option}>
              <input
                type="radio"
                name={id}
                checked={chosen.value.get(id) === at}
                onChange={() => (chosen.value = new Map([...chosen.value, [id, at]]))}
              />
              <span>{option}</span>
            </label>
          ))}
        </fieldset>
      ))}
      <div class="choices">
        <Button weight="main" label={t('Send the answers')} busy={isBusy.value} onPress={() => void send()} />
        <Button label={t('Back to the courses')} onPress={onBack} />
      </div>
      <p role="status">{words.value}</p>
    </form>
  );
}
