import type { CourseText } from '../course.ts';

export const english: CourseText = {
  title: 'Rules of evidence',
  lessons: [
    {
      title: 'Captures stay in the lane',
      paragraphs: [
        'The pictures of a traveller stay sealed in the lane. The server has none of them. A viewing brings them to your browser for a short time, for one purpose that you name.',
        'Each viewing needs your passkey, and the lane and the ledger record it: who, when, which traveller, which purpose. No one can remove this record.',
      ],
    },
    {
      title: 'Look only for your task',
      paragraphs: [
        'You may look at captures of a referral that you have taken, or where a colleague asks for a second opinion. Curiosity, a favour or a well-known traveller is no purpose.',
        'Name the true purpose. A wrong purpose is worse than none: it makes the record false, and unusual viewings are found.',
      ],
    },
    {
      title: 'Make no copies',
      paragraphs: [
        'Do not photograph the screen, print it or describe a face in a message. A copy outside the lane has no limit of time, no record and no erasure.',
        'When the referral is resolved, the lane destroys the keys. Captures that must be kept longer need a legal hold, which two people agree on. Propose one in good time; you cannot bring back what was erased.',
      ],
    },
    {
      title: 'Rights of travellers',
      paragraphs: [
        'Travellers may ask what is kept about them. Pass each request on to the privacy office on the same day; a request needs no form and no reason. Do not answer it yourself.',
        'If you think that captures were seen without a purpose, or left the lane, report it at once. A breach may have to be notified to the authority within 72 hours.',
      ],
    },
  ],
  questions: {
    curiosity: {
      asks: 'A well-known actor was referred at the next lane. You have nothing to do with it. May you look at the captures?',
      options: {
        a: 'Yes, officers may see all referrals.',
        b: 'No. Without a task of your own there is no purpose.',
        c: 'Yes, if you close them quickly.',
      },
      because: 'You may view captures for your own task only. The viewing would be recorded under your name.',
    },
    purpose: {
      asks: 'None of the offered purposes fits your reason to look. What do you do?',
      options: {
        a: 'Choose the first one.',
        b: 'Choose the one that is used most.',
        c: 'Do not look, and ask your supervisor.',
      },
      because: 'If no lawful purpose fits, there is no ground to look. A wrong purpose makes the record false.',
    },
    photograph: {
      asks: 'A colleague wants to photograph the screen with a telephone, to compare a face later. What do you say?',
      options: {
        a: 'No. A copy has no limit of time and no record. Another officer can view it again where there is a purpose.',
        b: 'Yes, if the name is not visible.',
        c: 'Yes, if the picture is deleted in the evening.',
      },
      because: 'A face is a biometric datum without any name. The only lawful copy is the sealed one in the lane.',
    },
    'after-resolution': {
      asks: 'You resolved a referral an hour ago, and now you want to see the captures again. What has happened to them?',
      options: {
        a: 'The server keeps them for a year.',
        b: 'The lane has destroyed their keys, unless a legal hold or a retention class keeps them.',
        c: 'Your browser has kept them.',
      },
      because: 'Erasure follows the resolution. The keys are destroyed, and no backup opens the captures.',
    },
    hold: {
      asks: 'A court will need the captures of an open referral. What is the correct way?',
      options: {
        a: 'Leave the referral open until the court asks.',
        b: 'Save the pictures on a stick.',
        c: 'Propose a legal hold with its reason, before the referral is resolved.',
      },
      because: 'A hold is the only way to keep captures longer. Two people agree on it, and it has an end.',
    },
    'second-opinion': {
      asks: 'You are asked for a second opinion. What must you do before you answer?',
      options: {
        a: 'View the evidence yourself, and form your own judgement.',
        b: 'Ask the colleague what they think.',
        c: 'Agree, because the colleague saw the traveller.',
      },
      because: 'A second opinion has value only if it is independent.',
    },
    'request-of-traveller': {
      asks: 'At the desk a traveller asks what data you have about them. What do you do?',
      options: {
        a: 'Tell what you see on the screen.',
        b: 'Take the request, and pass it to the privacy office on the same day.',
        c: 'Ask them to come back with a lawyer.',
      },
      because: 'The right of access needs no form and no reason. The office answers within the legal time.',
    },
  },
};
