/** Hits of watchlists and their look-up. */
import type { Catalogue } from '../text.ts';

export const watchlist = {
  'Look a watchlist hit of a held referral up at the authority, with an evidence grant for the traveller':
    'Vérifier auprès de l’autorité un signalement d’un renvoi pris en charge, avec une autorisation de voir les images de contrôle du voyageur',
  'asked, without an answer so far': 'demandé, sans réponse pour l’instant',
  'The authority’s records name this document.': 'Les registres de l’autorité mentionnent ce document.',
  'The authority’s records do not name this document: the hit of the lane was false.':
    'Les registres de l’autorité ne mentionnent pas ce document\u00a0: le signalement de la voie était faux.',
  'The authority did not answer.': 'L’autorité n’a pas répondu.',
  'this server has no connection to it': 'ce serveur n’a pas de connexion avec elle',
  'it cannot be reached': 'elle est injoignable',
  'its certificate is not trusted': 'son certificat n’est pas fiable',
  'it refused the request': 'elle a refusé la demande',
  'its answer was not valid': 'sa réponse n’était pas valable',
  'Watchlist hit': 'Signalement',
  'The hit must still be settled.': 'Le signalement reste à clarifier.',
  '{list}, version {version} of {time}': '{list}, version {version} du {time}',
  'Hits of the last 30 days: {confirmed} confirmed, {false} false.':
    'Signalements des 30 derniers jours : {confirmed} confirmés, {false} faux.',
  List: 'Liste',
  'Document code': 'Code du document',
  'Issuing state': 'État émetteur',
  'Document number': 'Numéro du document',
  'Look up at the authority': 'Vérifier auprès de l’autorité',
  'Type it from the document in your hand. The request is recorded with your name; the number is not kept.':
    'Saisissez-le à partir du document que vous tenez. La demande est enregistrée avec votre nom\u00a0; le numéro n’est pas conservé.',
  'View the evidence of this traveller first. The look-up belongs to that viewing.':
    'Consultez d’abord les images de contrôle de ce voyageur. La vérification appartient à cette consultation.',
  '{count} requests are left.': { one: 'Il reste une demande.', other: 'Il reste {count} demandes.' },
} satisfies Catalogue;
