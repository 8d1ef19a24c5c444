import type { Catalogue } from '../text.ts';

export const orders: Catalogue = {
  'it was for another lane': 'il était pour une autre voie',
  'it was for another site': 'il était pour un autre site',
  'the clocks differ': 'les horloges diffèrent',
  'it came too late': 'il est arrivé trop tard',
  'your duty does not include this order': 'votre fonction ne comprend pas cet ordre',
  'the lane has no list of officers’ keys; ask an administrator to release the list of officers’ keys':
    'la voie n’a pas la liste des clés des agents\u00a0; demandez à un administrateur de publier la liste des clés des agents',
  'your passkey did not sign it': 'votre clé d’accès ne l’a pas signé',
  'the lane cannot read what your passkey signed': 'la voie ne peut pas lire ce que votre clé d’accès a signé',
  'this lane does not have your key yet; ask an administrator to release the list of officers’ keys':
    'cette voie n’a pas encore votre clé\u00a0; demandez à un administrateur de publier la liste des clés des agents',
  'this passkey is not listed for you in this role; use your own, or ask an administrator to release the list of officers’ keys':
    'cette clé d’accès n’est pas inscrite pour vous dans ce rôle\u00a0; utilisez la vôtre, ou demandez à un administrateur de publier la liste des clés des agents',
  'your passkey signed something else': 'votre clé d’accès a signé autre chose',
  'the lane does not take passkeys from this address; open the console by its own address':
    'la voie n’accepte pas de clés d’accès de cette adresse\u00a0; ouvrez la console à sa propre adresse',
  'your passkey did not check that it is you': 'votre clé d’accès n’a pas vérifié que c’est vous',
  'it is not the signature of your passkey': 'ce n’est pas la signature de votre clé d’accès',
  'a copy of your passkey may exist; use another, and tell an administrator where this one is':
    'il existe peut-être une copie de votre clé d’accès\u00a0; utilisez-en une autre, et dites à un administrateur où se trouve celle-ci',
  'it was used before': 'il a déjà été utilisé',
  'the lane is busy: a traveller is in it, or the gate moves':
    'la voie est occupée\u00a0: un voyageur s’y trouve, ou le sas bouge',
  'the lane no longer has this traveller at its gate; the next traveller has started, or the lane has restarted':
    'la voie n’a plus ce voyageur à son sas\u00a0; le voyageur suivant a commencé, ou la voie a redémarré',
  'the gate does not answer': 'le sas ne répond pas',
  'the lane’s disk takes no records': 'le disque de la voie n’accepte pas d’enregistrements',
  'the lane’s secure element does not answer': 'l’élément sécurisé de la voie ne répond pas',
  'the lane stopped before it had finished': 'la voie s’est arrêtée avant d’avoir terminé',
  'the lane no longer keeps it': 'la voie ne le conserve plus',
  'the captures are already held': 'les captures sont déjà gelées',
  'the captures are not held': 'les captures ne sont pas gelées',
  'two people have ordered it to be kept': 'deux personnes ont ordonné de le conserver',
  'it would last too long': 'cela durerait trop longtemps',
  'the policy is not signed by two': 'la politique n’est pas signée par deux personnes',
  'the policy is not yet in force': 'la politique n’est pas encore en vigueur',
  'a newer policy is in force': 'une politique plus récente est en vigueur',
  Staff: 'Personnel',
  'A person who needs assistance': 'Une personne a besoin d’assistance',
  'An escort': 'Une escorte',
  'Decided at the desk': 'Décidé au guichet',
  Maintenance: 'Maintenance',
  'Too few officers': 'Trop peu d’agents',
  Security: 'Sécurité',
  'Signs of an attack on the lane': 'Signes d’une attaque contre la voie',
  Fire: 'Incendie',
  Evacuation: 'Évacuation',
  'Medical emergency': 'Urgence médicale',
  'A person is trapped': 'Une personne est coincée',
  Drill: 'Exercice',
};
