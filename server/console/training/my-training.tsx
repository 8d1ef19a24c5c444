import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { ConcludedExam, CourseView, ExamView, OwnTraining } from '../../people/training/answers.ts';
import { DrillDialog, type Drilled } from '../decisions/drill-dialog.tsx';
import { Badge } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import { dateAndTime } from '../design/times.ts';
import { plural, shown, t } from '../languages/text.ts';
import { Loaded } from '../records/loaded.tsx';
import { announce, now } from '../shell/live.ts';
import { refreshSession } from '../shell/session.ts';
import { ask, type Refused } from '../sign-in/ask.ts';
import { refusalWords } from '../sign-in/words.ts';
import { ANSWER_WORDS, COURSE_STATE_WORDS, courseWords } from '../words-of-training.ts';
import { COURSE_LOOKS, courseState } from './course-state.ts';
import { Exam } from './exam.tsx';
import { Lessons } from './lessons.tsx';
import { Result } from './result.tsx';

type OwnCourse = OwnTraining['courses'][number];

type Step =
  | { readonly kind: 'courses' }
  | { readonly kind: 'lessons'; readonly course: CourseView }
  | { readonly kind: 'exam'; readonly exam: ExamView }
  | { readonly kind: 'result'; readonly exam: ExamView; readonly result: ConcludedExam };

/** The person's courses, their lessons, and the exam. */
export function MyTraining() {
  const step = useSignal<Step>({ kind: 'courses' });
  const words = useSignal('');
  const top = useRef<HTMLDivElement>(null);
  const before = useRef<Step['kind']>('courses');
  const { language } = shown.value;
  useEffect(() => {
    if (before.current !== step.value.kind) top.current?.focus();
    before.current = step.value.kind;
  }, [step.value.kind]);
  const fail = (refused: Refused) => {
    words.value = whyNot(refused);
    announce(words.value);
  };
  const read = async (course: string): Promise<void> => {
    const asked = await ask<CourseView>('GET', `/v1/training/courses/${course}?language=${language}`);
    if (asked.kind === 'refused') fail(asked);
    else step.value = { kind: 'lessons', course: asked.value };
  };
  const begin = async (course: string): Promise<void> => {
    const asked = await ask<ExamView>('POST', '/v1/training/exams', { course, language });
    if (asked.kind === 'refused') fail(asked);
    else step.value = { kind: 'exam', exam: asked.value };
  };
  const back = () => {
    words.value = '';
    step.value = { kind: 'courses' };
  };
  const conclude = (exam: ExamView, result: ConcludedExam) => {
    step.value = { kind: 'result', exam, result };
    if (result.outcome === 'passed') void refreshSession();
  };
  const { value } = step;
  return (
    <div class="training" ref={top} tabIndex={-1}>
      {value.kind === 'courses' && (
        <Loaded<OwnTraining> path={`/v1/training?language=${language}`} away={t('Nothing is lost.')}>
          {(own) => (
            <>
              <Courses own={own} onRead={read} onBegin={begin} />
              <OwnDrills drills={own.drills} />
            </>
          )}
        </Loaded>
      )}
      {value.kind === 'lessons' && (
        <Lessons course={value.course} onBack={back} onBegin={() => void begin(value.course.id)} />
      )}
      {value.kind === 'exam' && (
        <Exam exam={value.exam} onBack={back} onConcluded={(result) => conclude(value.exam, result)} />
      )}
      {value.kind === 'result' && (
        <Result exam={value.exam} result={value.result} onBack={back} onRead={() => void read(value.exam.course)} />
      )}
      <p role="status">{words.value}</p>
    </div>
  );
}

interface CoursesProps {
  readonly own: OwnTraining;
  readonly onRead: (course: string) => Promise<void>;
  readonly onBegin: (course: string) => Promise<void>;
}

function Courses({ own: { courses, openExam }, onRead, onBegin }: CoursesProps) {
  return (
    <section class="panel" aria-labelledby="courses-title">
      <h2 id="courses-title">{t('Courses')}</h2>
      <p class="quiet">{t('Read the lessons, then take the exam. No one else sees your answers.')}</p>
      <ul class="training-courses">
        {courses.map((one) => {
          const isOpen = openExam?.course === one.id;
          const state = courseState(one, now.value);
          const needsIt = state !== 'valid' && state !== 'open';
          return (
            <li key={one.id}>
              <div class="training-course">
                <h3>
                  <bdi>{one.title}</bdi> <Badge {...COURSE_LOOKS[state]} word={COURSE_STATE_WORDS[state]} />
                </h3>
                <Facts one={one} />
              </div>
              <div class="choices">
                <Button label={t('Read the lessons')} onPress={() => void onRead(one.id)} />
                {isOpen || one.attemptsLeft > 0 ? (
                  <Button
                    label={isOpen ? t('Continue the exam') : t('Begin the exam')}
                    {...(needsIt && { weight: 'main' })}
                    onPress={() => void onBegin(one.id)}
                  />
                ) : (
                  <p class="quiet">{t('No attempts are left today.')}</p>
                )}
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** How the person answered in drills. */
function OwnDrills({ drills }: Pick<OwnTraining, 'drills'>) {
  const opened = useSignal<Drilled | null>(null);
  if (drills.length === 0) return null;
  return (
    <section class="panel" aria-labelledby="own-drills-title">
      <h2 id="own-drills-title">{t('My drills')}</h2>
      <p class="quiet">{t('Only you are shown your answers.')}</p>
      <ul class="training-courses">
        {drills.map(({ id, scenario, title, fromDay, untilDay, answer }) => (
          <li key={id}>
            <div class="training-course">
              <h3>{title}</h3>
              <p class="quiet">{t('{from} to {until}', { from: fromDay, until: untilDay })}</p>
              <p>{answer === null ? t('You did not answer it.') : ANSWER_WORDS[answer]}</p>
            </div>
            {answer !== null && (
              <Button label={t('Show the signs')} onPress={() => (opened.value = { scenario, answer })} />
            )}
          </li>
        ))}
      </ul>
      {opened.value !== null && <DrillDialog drill={opened.value} onClose={() => (opened.value = null)} />}
    </section>
  );
}

function Facts({ one }: { readonly one: OwnCourse }) {
  const { questions, passes, minutes, validUntil, askedFrom, againBy, attemptsLeft } = one;
  return (
    <>
      <p class="quiet">
        {t('{questions} questions in {minutes} minutes; {passes} right answers pass.', { questions, minutes, passes })}{' '}
        {plural(attemptsLeft, 'One attempt is left today.', '{count} attempts are left today.')}
      </p>
      {validUntil !== null && validUntil > now.value && (
        <p>{t('Valid until {time}.', { time: dateAndTime(validUntil) })}</p>
      )}
      {validUntil !== null && validUntil <= now.value && (
        <p>{t('It was valid until {time}.', { time: dateAndTime(validUntil) })}</p>
      )}
      {againBy !== null && <p>{t('Two people asked that you take it again by {day}.', { day: againBy })}</p>}
      {askedFrom !== null && <p>{t('Your duty needs it from {time}.', { time: dateAndTime(askedFrom) })}</p>}
    </>
  );
}

function whyNot(refused: Refused): string {
  const open = refused.faults[0]?.message ?? '';
  if (refused.code === 'exam-open')
    return t('The exam of another course is open: {course}. Finish that one first.', { course: courseWords(open) });
  if (refused.code === 'rate-limited') return t('No attempts are left today.');
  return refusalWords(refused);
}
