import type { CourseView } from '../../people/training/answers.ts';
import { Button } from '../design/button.tsx';
import { t } from '../languages/text.ts';

interface LessonsProps {
  readonly course: CourseView;
  readonly onBack: () => void;
  readonly onBegin: () => void;
}

/** The lessons of a course and their sources. */
export function Lessons({ course: { title, lessons, sources }, onBack, onBegin }: LessonsProps) {
  return (
    <article class="panel training-text" aria-labelledby="lessons-title">
      <h2 id="lessons-title">{title}</h2>
      {lessons.map((lesson) => (
        <section key={lesson.title}>
          <h3>{lesson.title}</h3>
          {lesson.paragraphs.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </section>
      ))}
      <section>
        <h3>{t('Sources')}</h3>
        <ul class="training-sources">
          {sources.map(({ title: name, url }) => (
            <li key={url}>
              <a href={url} rel="noreferrer noopener" target="_blank">
                {name}
              </a>
            </li>
          ))}
        </ul>
      </section>
      <div class="choices">
        <Button weight="main" label={t('Begin the exam')} onPress={onBegin} />
        <Button label={t('Back to the courses')} onPress={onBack} />
      </div>
    </article>
  );
}
