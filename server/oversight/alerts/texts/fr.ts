import type { AlertTexts } from './alert-texts.ts';

const AUDITOR = 'Si vous ne vous y attendiez pas, appelez l’audit. Le registre nomme les deux personnes.';

export const french: AlertTexts = {
  severities: { now: 'Immédiat', today: 'Aujourd’hui', watch: 'À surveiller' },
  reasons: {
    maintenance: 'Maintenance',
    'known-fault': 'Un défaut connu',
    drill: 'Un exercice',
    'site-closed': 'Le site est fermé',
  },
  notices: {
    test: {
      title: 'Essai des alertes',
      lines: ['L’administration essaie le canal {channel}. Rien ne s’est produit et il n’y a rien à faire.'],
    },
    'route-changed': {
      title: 'Un acheminement des alertes a été modifié',
      lines: [
        'Deux personnes de l’administration ont modifié l’acheminement {route}. D’autres alarmes arriveront peut-être ici, ou aucune.',
        AUDITOR,
      ],
    },
    'route-removed': {
      title: 'Un acheminement des alertes a été supprimé',
      lines: [
        'Deux personnes de l’administration ont supprimé l’acheminement {route}. Ses alarmes n’arrivent plus ici.',
        AUDITOR,
      ],
    },
    'channel-changed': {
      title: 'La destination des alertes a été modifiée',
      lines: [
        'Deux personnes de l’administration ont modifié le canal {channel}. Ce message est parti vers l’ancienne destination et vers la nouvelle.',
        AUDITOR,
      ],
    },
    'channel-removed': {
      title: 'Un canal d’alertes a été supprimé',
      lines: [
        'Deux personnes de l’administration ont supprimé le canal {channel}. Plus aucune alerte n’arrive ici.',
        AUDITOR,
      ],
    },
    'secret-renewed': {
      title: 'Le secret d’un webhook a été renouvelé',
      lines: [
        'L’administration a renouvelé le secret du canal {channel}. L’ancien signe aussi jusqu’au {until}.',
        'Si vous ne vous y attendiez pas, appelez l’audit. Le registre nomme la personne.',
      ],
    },
    'silence-begun': {
      title: 'Les alertes sont en sourdine',
      lines: [
        'Les alertes de cet acheminement sont retenues jusqu’au {until}. Elles figurent entre-temps dans la console et le journal.',
      ],
    },
    'silence-over': {
      title: 'Une mise en sourdine est terminée',
      lines: ['Les alertes arrivent de nouveau. Les alarmes qui durent encore suivent dans leurs propres messages.'],
    },
  },
  over: 'Terminé\u00a0: {title}',
  labels: {
    urgency: 'Urgence',
    site: 'Site',
    lane: 'Voie',
    since: 'Depuis',
    until: 'Terminé depuis',
    reason: 'Motif',
    times: 'Nombre de fois',
    detail: 'Détail',
    next: 'Prochaine étape',
    route: 'Acheminement',
    channel: 'Canal',
    server: 'Serveur',
    message: 'Message',
    alarms: 'Alarmes',
    sites: 'Sites',
    held: 'Retenues entre-temps',
  },
  allSites: 'tous les sites',
  allAlarms: 'toutes celles qui peuvent être mises en sourdine',
  ending: 'Le serveur a envoyé ce message de lui-même. Les réponses ne sont pas lues.',
};
