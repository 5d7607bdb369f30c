<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="it" sourcelanguage="en">
<context>
    <name>ClaimBanner</name>
    <message>
        <source>Take it</source>
        <translation>Prendi in carico</translation>
    </message>
    <message>
        <source>Give it back</source>
        <translation>Rilascia</translation>
    </message>
    <message>
        <source>Take it over</source>
        <translation>Prendi tu</translation>
    </message>
    <message>
        <source>End the claim</source>
        <translation>Termina la presa in carico</translation>
    </message>
    <message>
        <source>See the answer</source>
        <translation>Vedi la risposta</translation>
    </message>
    <message>
        <source>To review</source>
        <translation>Da rivedere</translation>
    </message>
    <message>
        <source>Free: nobody is answering</source>
        <translation>Libero: nessuno sta rispondendo</translation>
    </message>
    <message>
        <source>Asked for …</source>
        <translation>Richiesto …</translation>
    </message>
    <message>
        <source>Yours %6</source>
        <translation>Tuo %6</translation>
    </message>
    <message>
        <source>%1 is answering %4</source>
        <translation>%1 sta rispondendo %4</translation>
    </message>
    <message>
        <source>%1 took it %5 and has gone quiet: you may take it</source>
        <translation>%1 l&apos;ha preso %5 e non dà più notizie: puoi prenderlo</translation>
    </message>
    <message>
        <source>Yours on another computer %4</source>
        <translation>Tuo su un altro computer %4</translation>
    </message>
    <message>
        <source>Lost: %1 answered %5. What you wrote is kept</source>
        <translation>Perso: %1 ha risposto %5. Ciò che hai scritto è conservato</translation>
    </message>
    <message>
        <source>Answered from another mail program %5. What you wrote is kept</source>
        <translation>Risposta data da un altro programma di posta %5. Ciò che hai scritto è conservato</translation>
    </message>
    <message>
        <source>%1&apos;s answer is leaving now (%2)</source>
        <translation>La risposta di %1 sta partendo ora (%2)</translation>
    </message>
    <message>
        <source>%1&apos;s workstation may have sent an answer (%2): nobody can answer until that is known</source>
        <translation>La postazione di %1 forse ha inviato una risposta (%2): finché non si sa, nessuno può rispondere</translation>
    </message>
    <message>
        <source>Your answer (%2) may have been sent: decide in To review</source>
        <translation>La tua risposta (%2) forse è partita: decidi in Da rivedere</translation>
    </message>
    <message>
        <source>Locks not available: %3</source>
        <translation>Prese in carico non disponibili: %3</translation>
    </message>
    <message>
        <source>Offline: what you write is kept, and leaves if nobody has answered first</source>
        <translation>Non in linea: ciò che scrivi è conservato e parte se nessuno ha risposto prima</translation>
    </message>
    <message>
        <source>This computer is no longer in the team: it reads, and answers nothing</source>
        <translation>Questo computer non è più nella squadra: legge, ma non risponde</translation>
    </message>
    <message>
        <source>Free. %1's answer leaves %5, unless the customer writes first</source>
        <translation>Libero. La risposta di %1 parte %5, se il cliente non scrive prima</translation>
    </message>
    <message>
        <source>Your answer leaves %5, unless the customer writes first</source>
        <translation>La tua risposta parte %5, se il cliente non scrive prima</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Riprova</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Che cosa fare</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Send</source>
        <translation>Invia</translation>
    </message>
    <message>
        <source>Send and resolve</source>
        <translation>Invia e risolvi</translation>
    </message>
    <message>
        <source>Save the note</source>
        <translation>Salva la nota</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Chiudi</translation>
    </message>
    <message>
        <source>Attach …</source>
        <translation>Allega …</translation>
    </message>
    <message>
        <source>Reply to %1</source>
        <translation>Risposta a %1</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>salvato</translation>
    </message>
    <message>
        <source>NOT saved: leave this window open</source>
        <translation>NON salvato: lascia aperta questa finestra</translation>
    </message>
    <message>
        <source>Files do not leave alone: write a line to go with them</source>
        <translation>I file non partono da soli: scrivi una riga che li accompagni</translation>
    </message>
    <message>
        <source>Nothing is written yet</source>
        <translation>Non c&apos;è ancora niente di scritto</translation>
    </message>
    <message>
        <source>The conversation is not here yet: send when you have seen it</source>
        <translation>La conversazione non è ancora qui: invia quando l&apos;hai vista</translation>
    </message>
    <message>
        <source>Not sent: the files are too large</source>
        <translation>Non inviato: i file sono troppo grandi</translation>
    </message>
    <message>
        <source>Internal note: the customer never sees it</source>
        <translation>Nota interna: il cliente non la vede mai</translation>
    </message>
    <message>
        <source>This computer is no longer in the team. What you wrote stays here</source>
        <translation>Questo computer non è più nella squadra. Ciò che hai scritto resta qui</translation>
    </message>
    <message>
        <source>Send later …</source>
        <translation>Invia più tardi …</translation>
    </message>
    <message>
        <source>New mail</source>
        <translation>Nuova mail</translation>
    </message>
    <message>
        <source>Not sent: fill in %1 first</source>
        <translation>Non inviata: prima completa %1</translation>
    </message>
    <message>
        <source>To %1, who is not the customer</source>
        <translation>A %1, che non è il cliente</translation>
    </message>
    <message>
        <source>To a supplier, not to the customer</source>
        <translation>A un fornitore, non al cliente</translation>
    </message>
</context>
<context>
    <name>CustomerData</name>
    <message>
        <source>A customer's data</source>
        <translation>I dati di un cliente</translation>
    </message>
    <message>
        <source>All mail with them, their tickets and the notes on them, as files.</source>
        <translation>Tutta la posta con questa persona, i suoi ticket e le note su di lei, come file.</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>Esporta …</translation>
    </message>
    <message>
        <source>Erase …</source>
        <translation>Cancella …</translation>
    </message>
    <message>
        <source>Erased on every computer of the team, for good.</source>
        <translation>Si cancella da ogni computer della squadra, per sempre.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Chiudi</translation>
    </message>
    <message>
        <source>Erased by %1, %2: %3</source>
        <translation>Cancellato da %1, %2: %3</translation>
    </message>
    <message>
        <source>Mails that could not be had as they came, but only as text: %1.</source>
        <translation>Mail che non si sono potute avere come sono arrivate, ma solo come testo: %1.</translation>
    </message>
    <message>
        <source>In %1 – mails: %2.</source>
        <translation>In %1 – mail: %2.</translation>
    </message>
    <message>
        <source>Erased: %1</source>
        <translation>Cancellato: %1</translation>
    </message>
    <message>
        <source>mails: %1</source>
        <translation>mail: %1</translation>
    </message>
    <message>
        <source>tickets: %1</source>
        <translation>ticket: %1</translation>
    </message>
    <message>
        <source>notes: %1</source>
        <translation>note: %1</translation>
    </message>
    <message>
        <source>mails on the server: %1</source>
        <translation>mail sul server: %1</translation>
    </message>
    <message>
        <source>A new folder for it</source>
        <translation>Una cartella nuova</translation>
    </message>
    <message>
        <source>Being written …</source>
        <translation>Sto scrivendo …</translation>
    </message>
    <message>
        <source>Being erased …</source>
        <translation>Sto cancellando …</translation>
    </message>
</context>
<context>
    <name>DemoCard</name>
    <message>
        <source>Try this – Sportello</source>
        <translation>Prova così – Sportello</translation>
    </message>
    <message>
        <source>Pull Bruno&apos;s cable</source>
        <translation>Stacca il cavo di Bruno</translation>
    </message>
    <message>
        <source>Choose the same ticket in both windows and press P in both: one of you gets it.</source>
        <translation>Scegli lo stesso ticket nelle due finestre e premi P in tutte e due: uno solo lo ottiene.</translation>
    </message>
    <message>
        <source>R answers, Ctrl+Enter sends; for ten seconds Ctrl+Z takes it back. Customers write back.</source>
        <translation>R risponde, Ctrl+Invio invia; per dieci secondi Ctrl+Z lo richiama. I clienti riscrivono.</translation>
    </message>
    <message>
        <source>Write in both windows to one customer and send both: one mail leaves, the other text is kept.</source>
        <translation>Scrivi nelle due finestre allo stesso cliente e invia da entrambe: parte una mail sola, l&apos;altro testo resta conservato.</translation>
    </message>
    <message>
        <source>Pull the cable, answer and tag as Bruno, answer the same customer as Anna, plug it in again.</source>
        <translation>Stacca il cavo, rispondi ed etichetta come Bruno, rispondi allo stesso cliente come Anna, riattacca il cavo.</translation>
    </message>
    <message>
        <source>F1 shows every key. Close both windows to end.</source>
        <translation>F1 mostra tutti i tasti. Chiudi le due finestre per finire.</translation>
    </message>
    <message>
        <source>Try this</source>
        <translation>Prova così</translation>
    </message>
</context>
<context>
    <name>EndPage</name>
    <message>
        <source>%1, you are in the team %2.</source>
        <translation>%1, sei nella squadra %2.</translation>
    </message>
    <message>
        <source>The team&apos;s fingerprint: %1</source>
        <translation>Impronta della squadra: %1</translation>
    </message>
    <message>
        <source>Each start asks for your passphrase; it opens the password too.</source>
        <translation>A ogni avvio viene chiesta la tua frase segreta: apre anche la password.</translation>
    </message>
    <message>
        <source>This computer has no keyring that works: the password will be asked for at each start.</source>
        <translation>Questo computer non ha un portachiavi che funzioni: la password verrà chiesta a ogni avvio.</translation>
    </message>
    <message>
        <source>Next, invite your colleagues: Team (G T) writes a file for each of them. Make one of them a second lead: if the only lead is away or loses this computer, nobody else can invite, or end a claim.</source>
        <translation>Ora invita i colleghi: Squadra (G T) scrive un file per ognuno. Fai di uno di loro un secondo responsabile: se l&apos;unico manca o perde questo computer, nessun altro può invitare o terminare una presa in carico.</translation>
    </message>
    <message>
        <source>The mail of the last 90 days is read now; you can begin at once.</source>
        <translation>Sportello sta leggendo la posta degli ultimi 90 giorni; puoi cominciare subito.</translation>
    </message>
    <message>
        <source>Green: the mailbox carries the team&apos;s journal well.</source>
        <translation>Verde: la casella regge bene il registro della squadra.</translation>
    </message>
    <message>
        <source>Yellow: the mailbox carries the team&apos;s journal, with limits.</source>
        <translation>Giallo: la casella regge il registro della squadra, con dei limiti.</translation>
    </message>
    <message>
        <source>Red: the mailbox cannot carry the team&apos;s journal.</source>
        <translation>Rosso: la casella non può reggere il registro della squadra.</translation>
    </message>
</context>
<context>
    <name>EventRow</name>
    <message>
        <source>Put it back into the inbox</source>
        <translation>Riportala nella posta in arrivo</translation>
    </message>
    <message>
        <source>Put it back (W)</source>
        <translation>Riportala (W)</translation>
    </message>
</context>
<context>
    <name>Field</name>
    <message>
        <source>%1: port</source>
        <translation>%1: porta</translation>
    </message>
</context>
<context>
    <name>FileForm</name>
    <message>
        <source>Team file</source>
        <translation>File della squadra</translation>
    </message>
    <message>
        <source>the file that a lead has given you</source>
        <translation>il file che ti ha dato un responsabile</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Il tuo nome</translation>
    </message>
    <message>
        <source>as colleagues see it</source>
        <translation>come lo vedono i colleghi</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation>Scegli …</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>Aprilo</translation>
    </message>
    <message>
        <source>The file</source>
        <translation>Il file</translation>
    </message>
    <message>
        <source>The team %1</source>
        <translation>La squadra %1</translation>
    </message>
    <message>
        <source>Compare this by phone with who gave you the file: %1</source>
        <translation>Confronta questo codice al telefono con chi ti ha dato il file: %1</translation>
    </message>
    <message>
        <source>The password is that of the mailbox %1.</source>
        <translation>La password è quella della casella %1.</translation>
    </message>
    <message>
        <source>Password of %1</source>
        <translation>Password di %1</translation>
    </message>
    <message>
        <source>may stay empty: it is asked for later</source>
        <translation>può restare vuota: verrà chiesta più tardi</translation>
    </message>
    <message>
        <source>Team files (*.sportello *.json);;All files (*)</source>
        <translation>File della squadra (*.sportello *.json);;Tutti i file (*)</translation>
    </message>
    <message>
        <source>%1: its password goes to %2 and %3, and nowhere else.</source>
        <translation>%1: la sua password va a %2 e %3, e a nessun altro.</translation>
    </message>
    <message>
        <source>%1: you sign in with %4, and what it gives goes to %2 and %3, and nowhere else.</source>
        <translation>%1: fai l&apos;accesso con %4, e ciò che ne viene va a %2 e %3, e a nessun altro.</translation>
    </message>
    <message>
        <source>The page of %2 opens in your browser: sign in there to %1. No password is typed here.</source>
        <translation>Si apre la pagina di %2 nel tuo browser: fai lì l&apos;accesso a %1. Qui non si scrive nessuna password.</translation>
    </message>
</context>
<context>
    <name>FilesRow</name>
    <message>
        <source>%1 of %2 that a mail may carry</source>
        <translation>%1 su %2 consentiti in un messaggio</translation>
    </message>
    <message>
        <source>%1 together, and a mail may carry %2: remove files before you send. All of them are kept.</source>
        <translation>%1 in tutto, e un messaggio può portare %2: togli dei file prima di inviare. Intanto sono tutti conservati.</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>Allega file</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Togli</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>Togli %1</translation>
    </message>
</context>
<context>
    <name>FirstRun</name>
    <message>
        <source>Welcome – Sportello</source>
        <translation>Benvenuto – Sportello</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Indietro</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>Something went wrong in the program itself (%1). A report was written: %2</source>
        <translation>Qualcosa è andato storto nel programma (%1). È stato scritto un rapporto: %2</translation>
    </message>
    <message>
        <source>Opening the file …</source>
        <translation>Apro il file …</translation>
    </message>
    <message>
        <source>Signing in …</source>
        <translation>Accesso in corso …</translation>
    </message>
    <message>
        <source>Trying out the mailbox: order, speed, connections. This takes a few seconds …</source>
        <translation>Provo la casella: ordine, velocità, connessioni. Bastano pochi secondi …</translation>
    </message>
    <message>
        <source>Trying the team&apos;s other mailboxes …</source>
        <translation>Provo le altre caselle della squadra …</translation>
    </message>
    <message>
        <source>Trying the outgoing server; no mail is sent …</source>
        <translation>Provo il server della posta in uscita; non parte nessun messaggio …</translation>
    </message>
    <message>
        <source>Beginning the team&apos;s journal …</source>
        <translation>Apro il registro della squadra …</translation>
    </message>
    <message>
        <source>Reading the team&apos;s journal and joining …</source>
        <translation>Leggo il registro della squadra ed entro …</translation>
    </message>
    <message>
        <source>Begin the team</source>
        <translation>Crea la squadra</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Entra</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Avanti</translation>
    </message>
    <message>
        <source>Open the inbox</source>
        <translation>Apri la casella</translation>
    </message>
    <message>
        <source>Looking for the servers of %1 …</source>
        <translation>Cerco i server di %1 …</translation>
    </message>
    <message>
        <source>Find the servers</source>
        <translation>Trova i server</translation>
    </message>
    <message>
        <source>Sign in with %1</source>
        <translation>Accedi con %1</translation>
    </message>
</context>
<context>
    <name>Head</name>
    <message>
        <source>Welcome to Sportello</source>
        <translation>Benvenuto in Sportello</translation>
    </message>
    <message>
        <source>One inbox for everybody who answers your customers. How do you start?</source>
        <translation>Una sola casella per tutti quelli che rispondono ai clienti. Come cominci?</translation>
    </message>
    <message>
        <source>Begin a team</source>
        <translation>Crea una squadra</translation>
    </message>
    <message>
        <source>Join a team</source>
        <translation>Entra in una squadra</translation>
    </message>
    <message>
        <source>A lead of the team writes the file for you, for one computer.</source>
        <translation>Il file lo scrive per te un responsabile della squadra, per un solo computer.</translation>
    </message>
    <message>
        <source>Choose a passphrase</source>
        <translation>Scegli una frase segreta</translation>
    </message>
    <message>
        <source>This computer has no keyring that works, so a passphrase of yours takes its place.</source>
        <translation>Questo computer non ha un portachiavi che funzioni: al suo posto c&apos;è una tua frase segreta.</translation>
    </message>
    <message>
        <source>You are in</source>
        <translation>Fatto: sei nella squadra</translation>
    </message>
    <message>
        <source>Join the team anew</source>
        <translation>Rientra nella squadra</translation>
    </message>
    <message>
        <source>A lead of the team writes a new file for you. This computer gets a new key; its mail and what you wrote stay.</source>
        <translation>Un responsabile della squadra prepara un nuovo file per te. Questo computer riceve una nuova chiave; la sua posta e ciò che hai scritto restano.</translation>
    </message>
    <message>
        <source>Your mailbox</source>
        <translation>La tua casella</translation>
    </message>
    <message>
        <source>Step 1 of 3: where customers write to.</source>
        <translation>Passo 1 di 3: dove scrivono i clienti.</translation>
    </message>
    <message>
        <source>Step 2 of 3. The mailbox is tried out first; nothing is sent and no mail is touched.</source>
        <translation>Passo 2 di 3. Prima la casella viene provata; non si invia nulla e nessuna mail viene toccata.</translation>
    </message>
    <message>
        <source>Step 3 of 3: how things stand today.</source>
        <translation>Passo 3 di 3: come stanno le cose oggi.</translation>
    </message>
</context>
<context>
    <name>ChoicePage</name>
    <message>
        <source>Begin a team</source>
        <translation>Crea una squadra</translation>
    </message>
    <message>
        <source>Open a team file</source>
        <translation>Apri un file della squadra</translation>
    </message>
    <message>
        <source>You are the first</source>
        <translation>Sei il primo</translation>
    </message>
    <message>
        <source>Name the shared mailbox. You become the team&apos;s lead and invite the others.</source>
        <translation>Indica la casella condivisa. Diventi il responsabile della squadra e inviti gli altri.</translation>
    </message>
    <message>
        <source>Your team is there already</source>
        <translation>La tua squadra c&apos;è già</translation>
    </message>
    <message>
        <source>Open the file that a lead has given you. You need nothing but your name and the password.</source>
        <translation>Apri il file che ti ha dato un responsabile. Servono solo il tuo nome e la password.</translation>
    </message>
</context>
<context>
    <name>KeySheet</name>
    <message>
        <source>Keys</source>
        <translation>Tasti</translation>
    </message>
    <message>
        <source>Single letters act wherever you are not typing.</source>
        <translation>Le lettere singole agiscono ovunque non si stia scrivendo.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Chiudi</translation>
    </message>
    <message>
        <source>Find a command or a key</source>
        <translation>Cerca un comando o un tasto</translation>
    </message>
    <message>
        <source>No command is called so, and no key does it.</source>
        <translation>Nessun comando si chiama così e nessun tasto lo fa.</translation>
    </message>
    <message>
        <source>Change keys …</source>
        <translation>Cambia i tasti …</translation>
    </message>
    <message>
        <source>Single letters are switched off in the settings.</source>
        <translation>Le lettere da sole sono disattivate nelle impostazioni.</translation>
    </message>
</context>
<context>
    <name>LeavingList</name>
    <message>
        <source>About to leave</source>
        <translation>In partenza</translation>
    </message>
    <message>
        <source>Do not send it  (D)</source>
        <translation>Non inviarlo  (D)</translation>
    </message>
    <message>
        <source>Do not send it</source>
        <translation>Non inviarlo</translation>
    </message>
    <message>
        <source>Write on  (A)</source>
        <translation>Continua a scrivere  (A)</translation>
    </message>
    <message>
        <source>Write on</source>
        <translation>Continua a scrivere</translation>
    </message>
    <message>
        <source>Answers leave from their author's computer, and not if the customer writes first; questions how it went leave unless the ticket is opened again.</source>
        <translation>Le risposte partono dal computer di chi le ha scritte, e non se il cliente scrive prima; le domande su com'è andata partono se il ticket non viene riaperto.</translation>
    </message>
</context>
<context>
    <name>ListPane</name>
    <message>
        <source>%1 selected</source>
        <translation>%1 selezionati</translation>
    </message>
    <message>
        <source>Nothing found.
Esc shows the whole place again.</source>
        <translation>Nessun risultato.
Esc mostra di nuovo tutto.</translation>
    </message>
    <message>
        <source>Found everywhere</source>
        <translation>Trovato ovunque</translation>
    </message>
</context>
<context>
    <name>MailCard</name>
    <message>
        <source>Mail from %1</source>
        <translation>Messaggio di %1</translation>
    </message>
    <message>
        <source>Unfold</source>
        <translation>Espandi</translation>
    </message>
    <message>
        <source>Fold</source>
        <translation>Comprimi</translation>
    </message>
    <message>
        <source>to %1</source>
        <translation>a %1</translation>
    </message>
    <message>
        <source>not delivered</source>
        <translation>non consegnato</translation>
    </message>
    <message>
        <source>Correct who wrote it</source>
        <translation>Correggi chi l&apos;ha scritto</translation>
    </message>
    <message>
        <source>Correct …</source>
        <translation>Correggi …</translation>
    </message>
    <message>
        <source>Forward to a supplier …</source>
        <translation>Inoltra a un fornitore …</translation>
    </message>
    <message>
        <source>Mail from a supplier, %1</source>
        <translation>Mail di un fornitore, %1</translation>
    </message>
    <message>
        <source>Supplier: %1</source>
        <translation>Fornitore: %1</translation>
    </message>
    <message>
        <source>Write to this supplier …</source>
        <translation>Scrivi a questo fornitore …</translation>
    </message>
    <message>
        <source>to %1, not to the customer</source>
        <translation>a %1, non al cliente</translation>
    </message>
    <message>
        <source>%1 to a supplier</source>
        <translation>%1 a un fornitore</translation>
    </message>
    <message>
        <source>A ticket of its own …</source>
        <translation>Un ticket a sé …</translation>
    </message>
</context>
<context>
    <name>MailParts</name>
    <message>
        <source>The mail server could not confirm that this comes from %1. Look twice before you follow a link or send anything.</source>
        <translation>Il server di posta non ha potuto confermare che viene da %1. Guarda due volte prima di seguire un link o inviare qualcosa.</translation>
    </message>
    <message>
        <source>Show as the sender wrote it</source>
        <translation>Mostra come l&apos;ha scritto il mittente</translation>
    </message>
    <message>
        <source>Show the text alone</source>
        <translation>Mostra solo il testo</translation>
    </message>
    <message>
        <source>Some pictures lie elsewhere. Loading them tells the sender that this mail was read, and when.</source>
        <translation>Alcune immagini si trovano su altri server. Caricarle fa sapere al mittente che il messaggio è stato letto, e quando.</translation>
    </message>
    <message>
        <source>Load the pictures</source>
        <translation>Carica le immagini</translation>
    </message>
    <message>
        <source>Save as …</source>
        <translation>Salva con nome …</translation>
    </message>
    <message>
        <source>Save %1 as …</source>
        <translation>Salva %1 con nome …</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>Apri nel browser</translation>
    </message>
    <message>
        <source>Show the mail as it came</source>
        <translation>Mostra il messaggio com&apos;è arrivato</translation>
    </message>
    <message>
        <source>Pictures of this sender are loaded unasked, which tells the sender when a mail is read.</source>
        <translation>Le immagini di questo mittente si caricano da sole: così il mittente sa quando un messaggio è stato letto.</translation>
    </message>
    <message>
        <source>Too long to be shown whole with its layout: the text alone has the rest.</source>
        <translation>Troppo lungo per mostrarlo tutto con il suo aspetto: il resto è nel solo testo.</translation>
    </message>
    <message>
        <source>Nothing proves that this mail is from its sender: you are asked each time.</source>
        <translation>Niente prova che questo messaggio venga dal suo mittente: la domanda torna ogni volta.</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Chiedi di nuovo</translation>
    </message>
    <message>
        <source>Always for this sender</source>
        <translation>Sempre per questo mittente</translation>
    </message>
    <message>
        <source>This mail could not be read whole: only a part of it is shown.</source>
        <translation>Questo messaggio non si è potuto leggere per intero: se ne vede solo una parte.</translation>
    </message>
    <message>
        <source>The text of this mail is kept on the server only.</source>
        <translation>Il testo di questo messaggio è conservato solo sul server.</translation>
    </message>
    <message>
        <source>Fetch it</source>
        <translation>Riprendilo</translation>
    </message>
    <message>
        <source>Fetch the text of this mail</source>
        <translation>Riprendi il testo di questo messaggio</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Apri</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>Apri %1</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>%1 – Sportello</source>
        <translation>%1 – Sportello</translation>
    </message>
</context>
<context>
    <name>MovingDialog</name>
    <message>
        <source>Export and back-up</source>
        <translation>Esportazione e copie</translation>
    </message>
    <message>
        <source>What is exported</source>
        <translation>Cosa si esporta</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>Esporta …</translation>
    </message>
    <message>
        <source>Choose files …</source>
        <translation>Scegli i file …</translation>
    </message>
    <message>
        <source>Save …</source>
        <translation>Salva …</translation>
    </message>
    <message>
        <source>Bring back …</source>
        <translation>Riprendi …</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Interrompi</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Chiudi</translation>
    </message>
    <message>
        <source>Into a new folder: mail as mbox and as single files, tickets as a table and as JSON.</source>
        <translation>In una cartella nuova: le mail come mbox e come file singoli, i ticket come tabella e in JSON.</translation>
    </message>
    <message>
        <source>mbox and .eml files of another program: to be found and read here. Nobody is asked to answer them.</source>
        <translation>File mbox ed .eml di un altro programma: si cercano e si leggono qui. A nessuno si chiede di rispondere.</translation>
    </message>
    <message>
        <source>Preferences, keys, signatures, saved searches and drafts, in one file, for another computer. No password is in it.</source>
        <translation>Preferenze, tasti, firme, ricerche salvate e bozze in un solo file, per un altro computer. Non contiene password.</translation>
    </message>
    <message>
        <source>Tickets</source>
        <translation>Ticket</translation>
    </message>
    <message>
        <source>Old mail</source>
        <translation>Vecchie mail</translation>
    </message>
    <message>
        <source>Own settings and drafts</source>
        <translation>Le tue impostazioni e bozze</translation>
    </message>
    <message>
        <source>Selected tickets: %1</source>
        <translation>Ticket selezionati: %1</translation>
    </message>
    <message>
        <source>All that the search finds</source>
        <translation>Tutto ciò che la ricerca trova</translation>
    </message>
    <message>
        <source>Everything on this computer</source>
        <translation>Tutto ciò che è su questo computer</translation>
    </message>
    <message>
        <source>In %1 – tickets: %2, mails: %3.</source>
        <translation>In %1 – ticket: %2, mail: %3.</translation>
    </message>
    <message>
        <source>Mails that could not be had as they came, but only as text: %1.</source>
        <translation>Mail che non si sono potute avere come sono arrivate, ma solo come testo: %1.</translation>
    </message>
    <message>
        <source>Saved in %1, with drafts: %2.</source>
        <translation>Salvato in %1, con bozze: %2.</translation>
    </message>
    <message>
        <source>Your settings hold now. Drafts in To review: %1.</source>
        <translation>Le impostazioni valgono da ora. Bozze in Da rivedere: %1.</translation>
    </message>
    <message>
        <source>Drafts that were here already, or of a customer who was erased: %1.</source>
        <translation>Bozze che erano già qui, o di un cliente i cui dati sono stati cancellati: %1.</translation>
    </message>
    <message>
        <source>New mails: %1, already here: %2.</source>
        <translation>Mail nuove: %1, già presenti: %2.</translation>
    </message>
    <message>
        <source>Of customers who were erased, and left out: %1.</source>
        <translation>Di clienti i cui dati sono stati cancellati, lasciate fuori: %1.</translation>
    </message>
    <message>
        <source>Not to be read as mail: %1.</source>
        <translation>Non leggibili come mail: %1.</translation>
    </message>
    <message>
        <source>A new folder for it</source>
        <translation>Una cartella nuova</translation>
    </message>
    <message>
        <source>Being written …</source>
        <translation>Sto scrivendo …</translation>
    </message>
    <message>
        <source>Mail (%1);;All files (*)</source>
        <translation>Mail (%1);;Tutti i file (*)</translation>
    </message>
    <message>
        <source>Being read …</source>
        <translation>Sto leggendo …</translation>
    </message>
    <message>
        <source>A new file for it</source>
        <translation>Un file nuovo</translation>
    </message>
    <message>
        <source>A back-up</source>
        <translation>Una copia</translation>
    </message>
</context>
<context>
    <name>NewsBar</name>
    <message>
        <source>I have read it</source>
        <translation>L&apos;ho letto</translation>
    </message>
    <message>
        <source>This ticket has become part of #%1: read what is new here before you go on</source>
        <translation>Questo ticket è diventato parte di #%1: leggi che cosa c&apos;è di nuovo qui prima di proseguire</translation>
    </message>
    <message>
        <source>Something new came in while you were writing: read it before you send</source>
        <translation>Mentre scrivevi è arrivato qualcosa di nuovo: leggilo prima di inviare</translation>
    </message>
</context>
<context>
    <name>NoteCard</name>
    <message>
        <source>Internal note by %1</source>
        <translation>Nota interna di %1</translation>
    </message>
    <message>
        <source>waits to be written</source>
        <translation>in attesa di essere scritta</translation>
    </message>
    <message>
        <source>internal note</source>
        <translation>nota interna</translation>
    </message>
</context>
<context>
    <name>OpeningQuestion</name>
    <message>
        <source>%1 is of a kind that can run what its sender wrote, and harm this computer and its mail. Open it only if you know who sent it and why.</source>
        <translation>%1 è di un tipo che può eseguire ciò che il mittente ha scritto e danneggiare questo computer e la sua posta. Aprilo solo se sai chi lo ha mandato e perché.</translation>
    </message>
    <message>
        <source>Open the file?</source>
        <translation>Aprire il file?</translation>
    </message>
    <message>
        <source>Open it all the same</source>
        <translation>Aprilo comunque</translation>
    </message>
    <message>
        <source>Leave it closed</source>
        <translation>Lascialo chiuso</translation>
    </message>
</context>
<context>
    <name>Panes</name>
    <message>
        <source>Places</source>
        <translation>Viste</translation>
    </message>
    <message>
        <source>Tickets</source>
        <translation>Ticket</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Conversazione</translation>
    </message>
    <message>
        <source>Choose a ticket: J and K go through the list, F1 shows every key</source>
        <translation>Scegli un ticket: J e K scorrono l&apos;elenco, F1 mostra tutti i tasti</translation>
    </message>
</context>
<context>
    <name>PassphraseForm</name>
    <message>
        <source>Passphrase</source>
        <translation>Frase segreta</translation>
    </message>
    <message>
        <source>some words that you will remember</source>
        <translation>alcune parole che ricorderai</translation>
    </message>
    <message>
        <source>The same once more</source>
        <translation>Ancora una volta</translation>
    </message>
    <message>
        <source>It opens what is kept on this computer: the key that signs for you, and the mailbox&apos;s password. It is asked for each time Sportello starts. If it is forgotten, a lead writes a new team file for you.</source>
        <translation>Apre ciò che resta su questo computer: la chiave che firma per te e la password della casella. Viene chiesta a ogni avvio di Sportello. Se la dimentichi, un responsabile ti scrive un nuovo file della squadra.</translation>
    </message>
    <message>
        <source>For this computer</source>
        <translation>Per questo computer</translation>
    </message>
    <message>
        <source>At least %1 characters.</source>
        <translation>Almeno %1 caratteri.</translation>
    </message>
    <message>
        <source>This is not the same.</source>
        <translation>Le due frasi non coincidono.</translation>
    </message>
</context>
<context>
    <name>PasswordBar</name>
    <message>
        <source>New &amp;password</source>
        <translation>Nuova &amp;password</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Usala</translation>
    </message>
    <message>
        <source>New password of %1</source>
        <translation>Nuova password di %1</translation>
    </message>
    <message>
        <source>The new password of %1 could not be tried yet: its mail server cannot be reached. It is tried as soon as it can be; if it is refused, you are asked again.</source>
        <translation>Non è stato ancora possibile provare la nuova password di %1: il suo server di posta non è raggiungibile. Verrà provata appena possibile; se è rifiutata, ti sarà chiesta di nuovo.</translation>
    </message>
</context>
<context>
    <name>PlacesPane</name>
    <message>
        <source>Places</source>
        <translation>Viste</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Squadra</translation>
    </message>
    <message>
        <source>To look at</source>
        <translation>Da guardare</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Chiusi</translation>
    </message>
    <message>
        <source>Mailboxes</source>
        <translation>Caselle condivise</translation>
    </message>
    <message>
        <source>Saved searches</source>
        <translation>Ricerche salvate</translation>
    </message>
</context>
<context>
    <name>Quoted</name>
    <message>
        <source>Quoted text and signature</source>
        <translation>Testo citato e firma</translation>
    </message>
    <message>
        <source>Show quoted text</source>
        <translation>Mostra il testo citato</translation>
    </message>
</context>
<context>
    <name>ReviewList</name>
    <message>
        <source>To review</source>
        <translation>Da rivedere</translation>
    </message>
</context>
<context>
    <name>ReviewPane</name>
    <message>
        <source>What you changed</source>
        <translation>Ciò che hai cambiato</translation>
    </message>
    <message>
        <source>What you wrote</source>
        <translation>Ciò che hai scritto</translation>
    </message>
    <message>
        <source>The newest answer on the ticket</source>
        <translation>L&apos;ultima risposta sul ticket</translation>
    </message>
    <message>
        <source>Nothing waits for you here</source>
        <translation>Qui non hai niente da decidere</translation>
    </message>
    <message>
        <source>What stops on its way is kept and shown here, with what to do about it.</source>
        <translation>Ciò che si ferma prima di partire è conservato e mostrato qui, insieme a ciò che puoi fare.</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>● Connecting …</source>
        <translation>● Collegamento …</translation>
    </message>
    <message>
        <source>F1 keys</source>
        <translation>F1 tasti</translation>
    </message>
    <message>
        <source>● Online</source>
        <translation>● In linea</translation>
    </message>
    <message>
        <source>● Offline %1</source>
        <translation>● Non in linea %1</translation>
    </message>
    <message>
        <source>Last journal entry: %1</source>
        <translation>Ultima voce del registro: %1</translation>
    </message>
    <message>
        <source>mails to send: %1</source>
        <translation>messaggi da inviare: %1</translation>
    </message>
    <message>
        <source>changes to write: %1</source>
        <translation>modifiche da scrivere: %1</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>Salvato: %1</translation>
    </message>
    <message>
        <source>Reading mail: %1 of %2</source>
        <translation>Lettura della posta: %1 di %2</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>in pausa</translation>
    </message>
    <message>
        <source>%1 a second</source>
        <translation>%1 al secondo</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Riprendi</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausa</translation>
    </message>
    <message>
        <source>%1 s left</source>
        <translation>ancora %1 s</translation>
    </message>
    <message>
        <source>%1 min left</source>
        <translation>ancora %1 min</translation>
    </message>
    <message>
        <source>Pause the reading of old mail, or let it go on</source>
        <translation>Sospendi la lettura della posta meno recente, o riprendila</translation>
    </message>
    <message>
        <source>Database: %1, of which attachments %2; mails kept on the server only: %3</source>
        <translation>Archivio: %1, di cui allegati %2; messaggi conservati solo sul server: %3</translation>
    </message>
</context>
<context>
    <name>Taking</name>
    <message>
        <source>Colleagues are answering %1 of the selected tickets: those stay theirs.</source>
        <translation>A %1 dei ticket selezionati stanno rispondendo dei colleghi: quelli restano a loro.</translation>
    </message>
    <message>
        <source>This note is for all %1 selected tickets.</source>
        <translation>Questa nota vale per tutti i %1 ticket selezionati.</translation>
    </message>
</context>
<context>
    <name>TeamDialog</name>
    <message>
        <source>Tell of a newer version …</source>
        <translation>Annuncia una versione nuova …</translation>
    </message>
    <message>
        <source>Which version is new?</source>
        <translation>Quale versione è nuova?</translation>
    </message>
    <message>
        <source>Everybody in the team is told by Sportello that version %1 is there.</source>
        <translation>Sportello dice a tutti nella squadra che c'è la versione %1.</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Squadra</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Chiudi</translation>
    </message>
    <message>
        <source>Only a lead invites and removes: %1</source>
        <translation>Invitare e togliere spetta a un responsabile: %1</translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>questo computer</translation>
    </message>
    <message>
        <source>computer %1</source>
        <translation>computer %1</translation>
    </message>
    <message>
        <source>Remove …</source>
        <translation>Togli …</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>Togli %1</translation>
    </message>
    <message>
        <source>Add a mailbox</source>
        <translation>Aggiungi una casella</translation>
    </message>
    <message>
        <source>Mailboxes: %1</source>
        <translation>Caselle: %1</translation>
    </message>
    <message>
        <source>Add a &amp;mailbox …</source>
        <translation>Aggiungi una &amp;casella …</translation>
    </message>
    <message>
        <source>Mailboxes …</source>
        <translation>Caselle …</translation>
    </message>
    <message>
        <source>Figures …</source>
        <translation>I numeri …</translation>
    </message>
</context>
<context>
    <name>TeamForm</name>
    <message>
        <source>Team</source>
        <translation>Squadra</translation>
    </message>
    <message>
        <source>the shop&apos;s name</source>
        <translation>il nome del negozio</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Il tuo nome</translation>
    </message>
    <message>
        <source>as colleagues see it</source>
        <translation>come lo vedono i colleghi</translation>
    </message>
    <message>
        <source>Who you are</source>
        <translation>Chi siete</translation>
    </message>
    <message>
        <source>%1: what opens it goes to %2 and %3, and nowhere else.</source>
        <translation>%1: ciò che la apre va a %2 e %3, e a nessun altro.</translation>
    </message>
    <message>
        <source>It will also carry the team&apos;s journal, in a folder of its own. What opens it stays in this computer&apos;s keyring; where there is none, a passphrase keeps it.</source>
        <translation>Porterà anche il registro della squadra, in una cartella a parte. Ciò che la apre resta nel portachiavi di questo computer; dove non c&apos;è, lo custodisce una frase segreta.</translation>
    </message>
    <message>
        <source>What opens the mailbox</source>
        <translation>Ciò che apre la casella</translation>
    </message>
</context>
<context>
    <name>Text</name>
    <message>
        <source>Show more</source>
        <translation>Mostra il seguito</translation>
    </message>
</context>
<context>
    <name>Thread</name>
    <message>
        <source>Conversation</source>
        <translation>Conversazione</translation>
    </message>
</context>
<context>
    <name>TicketActions</name>
    <message>
        <source>Tag</source>
        <translation>Etichetta</translation>
    </message>
    <message>
        <source>Assign to</source>
        <translation>Assegna a</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Nessuno</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Stato</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Priorità</translation>
    </message>
    <message>
        <source>Nothing was done: this computer is no longer in the team.</source>
        <translation>Non è stato fatto nulla: questo computer non è più nella squadra.</translation>
    </message>
    <message>
        <source>What is resolved or spam is not snoozed. E opens it again.</source>
        <translation>Ciò che è risolto o spam non si posticipa. E lo riapre.</translation>
    </message>
    <message>
        <source>Snooze</source>
        <translation>Posticipa</translation>
    </message>
</context>
<context>
    <name>TicketDelegate</name>
    <message>
        <source>Two answers</source>
        <translation>Due risposte</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Storico</translation>
    </message>
    <message>
        <source>Yours %1</source>
        <translation>Tuo %1</translation>
    </message>
</context>
<context>
    <name>TicketHead</name>
    <message>
        <source>Status</source>
        <translation>Stato</translation>
    </message>
    <message>
        <source>Priority (1–4)</source>
        <translation>Priorità (1–4)</translation>
    </message>
    <message>
        <source>Assign (S)</source>
        <translation>Assegna (S)</translation>
    </message>
    <message>
        <source>+ tag</source>
        <translation>+ etichetta</translation>
    </message>
    <message>
        <source>Tag (L)</source>
        <translation>Etichetta (L)</translation>
    </message>
    <message>
        <source>(no subject)</source>
        <translation>(senza oggetto)</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Priorità</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Nessuno</translation>
    </message>
    <message>
        <source>Assigned to</source>
        <translation>Assegnato a</translation>
    </message>
    <message>
        <source>Customer: %1 of 5</source>
        <translation>Cliente: %1 su 5</translation>
    </message>
    <message>
        <source>a change waits to be written</source>
        <translation>una modifica attende di essere scritta</translation>
    </message>
</context>
<context>
    <name>TicketList</name>
    <message>
        <source>Tickets</source>
        <translation>Ticket</translation>
    </message>
</context>
<context>
    <name>TicketPane</name>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>Riapri</translation>
    </message>
    <message>
        <source>Resolve</source>
        <translation>Risolvi</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Rispondi</translation>
    </message>
    <message>
        <source>Internal note</source>
        <translation>Nota interna</translation>
    </message>
    <message>
        <source>Forward …</source>
        <translation>Inoltra …</translation>
    </message>
</context>
<context>
    <name>TroubleBar</name>
    <message>
        <source>Put away</source>
        <translation>Nascondi</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Dettagli</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copia</translation>
    </message>
    <message>
        <source>Copy the details</source>
        <translation>Copia i dettagli</translation>
    </message>
    <message>
        <source>Details for support, without passwords</source>
        <translation>Dettagli per l'assistenza, senza password</translation>
    </message>
</context>
<context>
    <name>UndoBar</name>
    <message>
        <source>Undo</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>Time left to undo</source>
        <translation>Tempo rimasto per annullare</translation>
    </message>
    <message>
        <source>To %1: leaves in %2 s</source>
        <translation>A %1: parte fra %2 s</translation>
    </message>
    <message>
        <source>To %1: being sent …</source>
        <translation>A %1: invio in corso …</translation>
    </message>
</context>
<context>
    <name>Unlock</name>
    <message>
        <source>Unlock – Sportello</source>
        <translation>Sblocca – Sportello</translation>
    </message>
    <message>
        <source>Passphrase of this computer</source>
        <translation>Frase segreta di questo computer</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Chiudi</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Apri</translation>
    </message>
    <message>
        <source>Type it here.</source>
        <translation>Scrivila qui.</translation>
    </message>
    <message>
        <source>Forgotten? Nobody can look it up. Ask a lead for a new team file and open it here: this computer gets a new key, and its mail and what you wrote stay.</source>
        <translation>Dimenticata? Nessuno può recuperarla. Chiedi a un responsabile un nuovo file della squadra e aprilo qui: questo computer riceve una nuova chiave, la sua posta e ciò che hai scritto restano.</translation>
    </message>
    <message>
        <source>I have forgotten it: open a team file …</source>
        <translation>L&apos;ho dimenticata: apri un file della squadra …</translation>
    </message>
</context>
<context>
    <name>Viewer</name>
    <message>
        <source>Mail with its layout</source>
        <translation>Messaggio nel suo aspetto originale</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Text of the mail</source>
        <translation>Testo del messaggio</translation>
    </message>
</context>
<context>
    <name>_FollowUpDelegate</name>
    <message>
        <source>Leaves: %1</source>
        <translation>Parte: %1</translation>
    </message>
    <message>
        <source>Held: its mailbox no longer asks</source>
        <translation>Sospeso: la sua casella non manda più sondaggi</translation>
    </message>
    <message>
        <source>to %1</source>
        <translation>a %1</translation>
    </message>
</context>
<context>
    <name>_Inviting</name>
    <message>
        <source>Role</source>
        <translation>Ruolo</translation>
    </message>
    <message>
        <source>Invite a colleague as</source>
        <translation>Invita un collega come</translation>
    </message>
    <message>
        <source>&amp;Write a team file …</source>
        <translation>&amp;Scrivi un file della squadra …</translation>
    </message>
    <message>
        <source>Write a team file</source>
        <translation>Scrivi un file della squadra</translation>
    </message>
    <message>
        <source>The file lets one computer in (%1), %2. Give it to your colleague yourself.</source>
        <translation>Il file fa entrare un solo computer (%1), %2. Consegnalo tu al collega.</translation>
    </message>
    <message>
        <source>Compare this by phone when it is opened: %1</source>
        <translation>Quando lo apre, confrontate questo codice al telefono: %1</translation>
    </message>
    <message>
        <source>invitation</source>
        <translation>invito</translation>
    </message>
    <message>
        <source>Team files (*.sportello)</source>
        <translation>File della squadra (*.sportello)</translation>
    </message>
</context>
<context>
    <name>_Sure</name>
    <message>
        <source>Keep it</source>
        <translation>Lascialo</translation>
    </message>
    <message>
        <source>Remove it</source>
        <translation>Toglilo</translation>
    </message>
    <message>
        <source>Remove %1&apos;s computer from the team? It can read what it has, but claim and send no more; coming back needs a new team file.</source>
        <translation>Togliere dalla squadra il computer di %1? Potrà leggere ciò che ha, ma non più prendere in carico né inviare; per rientrare serve un nuovo file della squadra.</translation>
    </message>
</context>
<context>
    <name>decisions</name>
    <message>
        <source>A reply was stopped</source>
        <translation>Una risposta è stata fermata</translation>
    </message>
    <message>
        <source>A reply waits for the line</source>
        <translation>Una risposta attende il collegamento</translation>
    </message>
    <message>
        <source>It is not known whether this left</source>
        <translation>Non si sa se è partita</translation>
    </message>
    <message>
        <source>A colleague&apos;s answer without an outcome</source>
        <translation>Risposta di un collega, esito non noto</translation>
    </message>
    <message>
        <source>An answer is leaving now</source>
        <translation>Una risposta sta partendo ora</translation>
    </message>
    <message>
        <source>A change was not made</source>
        <translation>Una modifica non è stata fatta</translation>
    </message>
    <message>
        <source>Marked as answered elsewhere</source>
        <translation>Segnato come già risposto altrove</translation>
    </message>
    <message>
        <source>Two answers to one mail</source>
        <translation>Due risposte allo stesso messaggio</translation>
    </message>
    <message>
        <source>An entry that nobody may count</source>
        <translation>Una voce del registro che non è valida</translation>
    </message>
    <message>
        <source>Open the ticket</source>
        <translation>Apri il ticket</translation>
    </message>
    <message>
        <source>Write anew</source>
        <translation>Riscrivi</translation>
    </message>
    <message>
        <source>Make the change all the same</source>
        <translation>Applica comunque la modifica</translation>
    </message>
    <message>
        <source>It was sent</source>
        <translation>È partita</translation>
    </message>
    <message>
        <source>It was not sent</source>
        <translation>Non è partita</translation>
    </message>
    <message>
        <source>Send the same mail again</source>
        <translation>Invia di nuovo lo stesso messaggio</translation>
    </message>
    <message>
        <source>That was no answer</source>
        <translation>Non era una risposta</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation>Butta via</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>Visto</translation>
    </message>
    <message>
        <source>A colleague's answer has not left</source>
        <translation>La risposta di un collega non è partita</translation>
    </message>
</context>
<context>
    <name>empty</name>
    <message>
        <source>Nothing is yours.
G U shows what nobody has; P takes a ticket.</source>
        <translation>Niente di tuo.
G U mostra i ticket non assegnati; P ne prende uno in carico.</translation>
    </message>
    <message>
        <source>Everything is assigned.
G O shows all that is open.</source>
        <translation>È tutto assegnato.
G O mostra tutti quelli aperti.</translation>
    </message>
    <message>
        <source>Nothing is open.
New mail comes in by itself; F5 looks at once.</source>
        <translation>Non c&apos;è niente di aperto.
La posta nuova arriva da sola; F5 controlla subito.</translation>
    </message>
    <message>
        <source>No ticket waits for its customer.
Answered tickets come here.</source>
        <translation>Nessun ticket attende il cliente.
Qui arrivano quelli a cui si è risposto.</translation>
    </message>
    <message>
        <source>Nothing is on hold.
T on a ticket puts it here, for as long as others are asked.</source>
        <translation>Niente di sospeso.
T su un ticket lo mette qui, finché si attende qualcun altro.</translation>
    </message>
    <message>
        <source>Somebody has looked at every ticket.
G O shows all that is open.</source>
        <translation>Ogni ticket è stato aperto da qualcuno.
G O mostra tutti quelli aperti.</translation>
    </message>
    <message>
        <source>Nothing is about to leave by itself.
What is planned is listed here, and D stops it.</source>
        <translation>Niente è in partenza.
Qui trovi ciò che partirà da solo; D lo ferma.</translation>
    </message>
    <message>
        <source>Nothing to review.
What stops on its way is kept here.</source>
        <translation>Niente da rivedere.
Ciò che si ferma prima di partire resta qui.</translation>
    </message>
    <message>
        <source>Nothing is resolved yet.
E resolves a ticket, Ctrl+Shift+Enter with an answer.</source>
        <translation>Ancora niente di risolto.
E risolve un ticket, Ctrl+Shift+Invio con una risposta.</translation>
    </message>
    <message>
        <source>No spam.
Ctrl+J on a ticket puts it here.</source>
        <translation>Niente spam.
Ctrl+J su un ticket lo mette qui.</translation>
    </message>
    <message>
        <source>Nothing is open in this mailbox.
F5 looks for new mail at once.</source>
        <translation>In questa casella non c&apos;è niente di aperto.
F5 controlla subito la posta.</translation>
    </message>
    <message>
        <source>Nothing is snoozed.
H on a ticket puts it here, until its time or until the customer writes.</source>
        <translation>Niente è posticipato.
H su un ticket lo mette qui, fino al suo momento o finché il cliente non scrive.</translation>
    </message>
    <message>
        <source>No promise has to be kept.
A holding reply makes one: it says until when you write again.</source>
        <translation>Nessuna promessa da mantenere.
Nasce da una risposta di attesa: dice entro quando riscrivi.</translation>
    </message>
</context>
<context>
    <name>first-run</name>
    <message>
        <source>TLS (the usual one)</source>
        <translation>TLS (di solito questa)</translation>
    </message>
    <message>
        <source>STARTTLS</source>
        <translation>STARTTLS</translation>
    </message>
    <message>
        <source>None (only for a server on this computer)</source>
        <translation>Nessuna (solo per un server su questo computer)</translation>
    </message>
    <message>
        <source>A name has letters or digits, at most 80.</source>
        <translation>Un nome ha lettere o cifre, al massimo 80.</translation>
    </message>
    <message>
        <source>This is needed.</source>
        <translation>Campo obbligatorio.</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Cifratura</translation>
    </message>
</context>
<context>
    <name>keys</name>
    <message>
        <source>Next ticket</source>
        <translation>Ticket successivo</translation>
    </message>
    <message>
        <source>Previous ticket</source>
        <translation>Ticket precedente</translation>
    </message>
    <message>
        <source>Select, or let go: keys then act on all selected (Esc: none)</source>
        <translation>Seleziona o deseleziona: i tasti agiscono su tutti i selezionati (Esc: nessuno)</translation>
    </message>
    <message>
        <source>Select on downwards, without opening</source>
        <translation>Estendi la selezione in giù, senza aprire</translation>
    </message>
    <message>
        <source>Select on upwards, without opening</source>
        <translation>Estendi la selezione in su, senza aprire</translation>
    </message>
    <message>
        <source>Select all of the place</source>
        <translation>Seleziona tutti quelli in elenco</translation>
    </message>
    <message>
        <source>Reply, and take it when it is free</source>
        <translation>Rispondi, e prendi in carico se è libero</translation>
    </message>
    <message>
        <source>Take it</source>
        <translation>Prendi in carico</translation>
    </message>
    <message>
        <source>Give it back</source>
        <translation>Rilascia</translation>
    </message>
    <message>
        <source>Internal note</source>
        <translation>Nota interna</translation>
    </message>
    <message>
        <source>Priority: urgent</source>
        <translation>Priorità: urgente</translation>
    </message>
    <message>
        <source>Priority: high</source>
        <translation>Priorità: alta</translation>
    </message>
    <message>
        <source>Priority: normal</source>
        <translation>Priorità: normale</translation>
    </message>
    <message>
        <source>Priority: low</source>
        <translation>Priorità: bassa</translation>
    </message>
    <message>
        <source>Tag: type, then Enter</source>
        <translation>Etichetta: scrivi, poi Invio</translation>
    </message>
    <message>
        <source>Tag: pre-sale</source>
        <translation>Etichetta: pre-sale (prevendita)</translation>
    </message>
    <message>
        <source>Tag: post-sale</source>
        <translation>Etichetta: post-sale (postvendita)</translation>
    </message>
    <message>
        <source>Assign: type, then Enter</source>
        <translation>Assegna: scrivi, poi Invio</translation>
    </message>
    <message>
        <source>Status: type, then Enter</source>
        <translation>Stato: scrivi, poi Invio</translation>
    </message>
    <message>
        <source>Resolve without an answer; open again what is done</source>
        <translation>Risolvi senza rispondere; riapri ciò che è chiuso</translation>
    </message>
    <message>
        <source>Unread for me</source>
        <translation>Non letto per me</translation>
    </message>
    <message>
        <source>Spam</source>
        <translation>Spam</translation>
    </message>
    <message>
        <source>Send (in the composer)</source>
        <translation>Invia (mentre scrivi)</translation>
    </message>
    <message>
        <source>Send, resolve, next (in the composer)</source>
        <translation>Invia, risolvi, successivo (mentre scrivi)</translation>
    </message>
    <message>
        <source>Attach files (in the composer)</source>
        <translation>Allega file (nella risposta)</translation>
    </message>
    <message>
        <source>Close the composer; the text is kept</source>
        <translation>Chiudi la risposta; il testo resta</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Cerca</translation>
    </message>
    <message>
        <source>In a narrow window: the pane that is folded away</source>
        <translation>In una finestra stretta: la parte che non si vede</translation>
    </message>
    <message>
        <source>Look for mail now</source>
        <translation>Controlla la posta adesso</translation>
    </message>
    <message>
        <source>Go to: my tickets</source>
        <translation>Vai a: i miei ticket</translation>
    </message>
    <message>
        <source>Go to: unassigned</source>
        <translation>Vai a: non assegnati</translation>
    </message>
    <message>
        <source>Go to: all open</source>
        <translation>Vai a: tutti aperti</translation>
    </message>
    <message>
        <source>Go to: never opened</source>
        <translation>Vai a: mai aperti</translation>
    </message>
    <message>
        <source>Go to: waiting</source>
        <translation>Vai a: in attesa</translation>
    </message>
    <message>
        <source>Go to: about to leave</source>
        <translation>Vai a: in partenza</translation>
    </message>
    <message>
        <source>Go to: to review</source>
        <translation>Vai a: da rivedere</translation>
    </message>
    <message>
        <source>Go to: resolved</source>
        <translation>Vai a: risolti</translation>
    </message>
    <message>
        <source>Team: who is in it, invite, remove</source>
        <translation>Squadra: chi ne fa parte, invita, togli</translation>
    </message>
    <message>
        <source>To review: write anew, make the change</source>
        <translation>Da rivedere: riscrivi, applica la modifica</translation>
    </message>
    <message>
        <source>To review: open the ticket</source>
        <translation>Da rivedere: apri il ticket</translation>
    </message>
    <message>
        <source>To review: send the same mail again</source>
        <translation>Da rivedere: invia di nuovo lo stesso messaggio</translation>
    </message>
    <message>
        <source>To review: throw away, seen</source>
        <translation>Da rivedere: butta via, visto</translation>
    </message>
    <message>
        <source>About to leave: do not send it</source>
        <translation>In partenza: non inviarlo</translation>
    </message>
    <message>
        <source>This sheet</source>
        <translation>Questo elenco dei tasti</translation>
    </message>
    <message>
        <source>Open the mail in the browser</source>
        <translation>Apri il messaggio nel browser</translation>
    </message>
    <message>
        <source>Save the search as a place (F2 renames, Del removes it)</source>
        <translation>Salva la ricerca come vista (F2 la rinomina, Canc la toglie)</translation>
    </message>
    <message>
        <source>Go to: a saved search</source>
        <translation>Vai a: una ricerca salvata</translation>
    </message>
    <message>
        <source>Put mail that was dragged away or deleted back where it was</source>
        <translation>Rimetti dov&apos;era la mail spostata o eliminata</translation>
    </message>
    <message>
        <source>Correct who wrote a form&apos;s mail, and what about</source>
        <translation>Correggi chi ha scritto la mail di un modulo, e il motivo</translation>
    </message>
    <message>
        <source>The list</source>
        <translation>L'elenco</translation>
    </message>
    <message>
        <source>The ticket</source>
        <translation>Il ticket</translation>
    </message>
    <message>
        <source>The composer</source>
        <translation>La scrittura</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Le viste</translation>
    </message>
    <message>
        <source>To review, about to leave</source>
        <translation>Da rivedere, in partenza</translation>
    </message>
    <message>
        <source>The window</source>
        <translation>La finestra</translation>
    </message>
    <message>
        <source>To review: it was sent</source>
        <translation>Da rivedere: è stata inviata</translation>
    </message>
    <message>
        <source>To review: it was not sent</source>
        <translation>Da rivedere: non è stata inviata</translation>
    </message>
    <message>
        <source>Settings: keys, language, look, notifications</source>
        <translation>Impostazioni: tasti, lingua, aspetto, notifiche</translation>
    </message>
    <message>
        <source>Snooze: a letter, or a date and time</source>
        <translation>Posticipa: una lettera, oppure data e ora</translation>
    </message>
    <message>
        <source>Take back what is about to leave, else the last change or merge</source>
        <translation>Annulla ciò che sta per partire, altrimenti l'ultima modifica o unione</translation>
    </message>
    <message>
        <source>Go to: snoozed</source>
        <translation>Vai a: posticipati</translation>
    </message>
    <message>
        <source>Send, wait for others, remind (in the composer)</source>
        <translation>Invia, aspetta altri, ricorda (nella risposta)</translation>
    </message>
    <message>
        <source>Send later (in the composer)</source>
        <translation>Invia più tardi (nella risposta)</translation>
    </message>
    <message>
        <source>About to leave: write on</source>
        <translation>In partenza: continua a scrivere</translation>
    </message>
    <message>
        <source>Attach the forwarded mail as it came</source>
        <translation>Allega la mail inoltrata così com'è arrivata</translation>
    </message>
    <message>
        <source>Bold (in the composer)</source>
        <translation>Grassetto (mentre scrivi)</translation>
    </message>
    <message>
        <source>Cc and Bcc (in the composer)</source>
        <translation>Cc e Ccn (mentre scrivi)</translation>
    </message>
    <message>
        <source>Forward to a supplier: no answer to the customer</source>
        <translation>Inoltra a un fornitore: non è una risposta al cliente</translation>
    </message>
    <message>
        <source>Italic (in the composer)</source>
        <translation>Corsivo (mentre scrivi)</translation>
    </message>
    <message>
        <source>Link (in the composer)</source>
        <translation>Link (mentre scrivi)</translation>
    </message>
    <message>
        <source>List (in the composer)</source>
        <translation>Elenco (mentre scrivi)</translation>
    </message>
    <message>
        <source>Mailboxes: signatures, rules for forms, how long mail is kept</source>
        <translation>Caselle: firme, regole per i moduli, per quanto si conserva la posta</translation>
    </message>
    <message>
        <source>New mail</source>
        <translation>Nuova mail</translation>
    </message>
    <message>
        <source>Numbered list (in the composer)</source>
        <translation>Elenco numerato (mentre scrivi)</translation>
    </message>
    <message>
        <source>Paste the words alone (in the composer)</source>
        <translation>Incolla solo le parole (mentre scrivi)</translation>
    </message>
    <message>
        <source>Next word that no dictionary knows (in the composer)</source>
        <translation>Parola successiva che nessun dizionario conosce (mentre scrivi)</translation>
    </message>
    <message>
        <source>The customer: into the panel, and again to fold it away</source>
        <translation>Il cliente: va al pannello; di nuovo, lo chiude</translation>
    </message>
    <message>
        <source>The customer&apos;s next mail, and round again</source>
        <translation>Il messaggio successivo del cliente, poi da capo</translation>
    </message>
    <message>
        <source>The mail as it came, with its headers</source>
        <translation>Il messaggio così com&apos;è arrivato, con le intestazioni</translation>
    </message>
    <message>
        <source>Print the conversation</source>
        <translation>Stampa la conversazione</translation>
    </message>
    <message>
        <source>Save the conversation as a PDF</source>
        <translation>Salva la conversazione in PDF</translation>
    </message>
    <message>
        <source>Reason and outcome: why the customer wrote, what came of it</source>
        <translation>Motivo ed esito: perché ha scritto il cliente, com&apos;è finita</translation>
    </message>
    <message>
        <source>Reply with a canned response; within a reply, type :: and letters</source>
        <translation>Rispondi con una risposta predefinita; dentro una risposta scrivi :: e lettere</translation>
    </message>
    <message>
        <source>Go to: promises</source>
        <translation>Vai a: promesse</translation>
    </message>
    <message>
        <source>To the next gap of a canned response (in the composer)</source>
        <translation>Al prossimo campo da completare (nella risposta)</translation>
    </message>
    <message>
        <source>Canned responses: look through, write, import</source>
        <translation>Risposte predefinite: cercare, scrivere, importare</translation>
    </message>
    <message>
        <source>Save the mail as it came, as a file (.eml)</source>
        <translation>Salva la mail com'è arrivata, come file (.eml)</translation>
    </message>
    <message>
        <source>Find a command, a place, a ticket, a customer, a text</source>
        <translation>Trova un comando, una vista, un ticket, un cliente, un testo</translation>
    </message>
    <message>
        <source>Split: the open mail goes on as a ticket of its own</source>
        <translation>Separa: la mail aperta diventa un ticket a sé</translation>
    </message>
    <message>
        <source>Figures: promises kept, texts sent</source>
        <translation>I numeri: promesse mantenute, risposte inviate</translation>
    </message>
    <message>
        <source>Merge another ticket of the customer into this one, or all selected</source>
        <translation>Unisci un altro ticket del cliente a questo, o tutti i selezionati</translation>
    </message>
    <message>
        <source>All that is kept of the customer: hand it over, erase it</source>
        <translation>Tutto ciò che è conservato del cliente: consegnarlo, cancellarlo</translation>
    </message>
    <message>
        <source>Export tickets, import old mail, back up settings and drafts</source>
        <translation>Esportare ticket, importare vecchie mail, salvare impostazioni e bozze</translation>
    </message>
</context>
<context>
    <name>moments</name>
    <message>
        <source>since %1</source>
        <translation>dalle %1</translation>
    </message>
    <message>
        <source>since %1</source>
        <comment>a day</comment>
        <translation>dal %1</translation>
    </message>
    <message>
        <source>since %1</source>
        <comment>the 8th or 11th</comment>
        <translation>dall&apos;%1</translation>
    </message>
    <message>
        <source>at %1</source>
        <translation>alle %1</translation>
    </message>
    <message>
        <source>on %1</source>
        <comment>a day</comment>
        <translation>il %1</translation>
    </message>
    <message>
        <source>on %1</source>
        <comment>the 8th or 11th</comment>
        <translation>l&apos;%1</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>fino alle %1</translation>
    </message>
    <message>
        <source>until %1</source>
        <comment>a day</comment>
        <translation>fino al %1</translation>
    </message>
    <message>
        <source>until %1</source>
        <comment>the 8th or 11th</comment>
        <translation>fino all&apos;%1</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 g</translation>
    </message>
    <message>
        <source>%1 days</source>
        <translation>%1 giorni</translation>
    </message>
</context>
<context>
    <name>places</name>
    <message>
        <source>My tickets</source>
        <translation>I miei ticket</translation>
    </message>
    <message>
        <source>Unassigned</source>
        <translation>Non assegnati</translation>
    </message>
    <message>
        <source>All open</source>
        <translation>Tutti aperti</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>In attesa</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>Sospesi</translation>
    </message>
    <message>
        <source>Never opened</source>
        <translation>Mai aperti</translation>
    </message>
    <message>
        <source>About to leave</source>
        <translation>In partenza</translation>
    </message>
    <message>
        <source>To review</source>
        <translation>Da rivedere</translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation>Risolti</translation>
    </message>
    <message>
        <source>Spam</source>
        <translation>Spam</translation>
    </message>
    <message>
        <source>Snoozed</source>
        <translation>Posticipati</translation>
    </message>
    <message>
        <source>Promises</source>
        <translation>Promesse</translation>
    </message>
</context>
<context>
    <name>vocabulary</name>
    <message>
        <source>%1 took it</source>
        <translation>%1 lo ha preso</translation>
    </message>
    <message>
        <source>1 chase-up</source>
        <translation>1 sollecito</translation>
    </message>
    <message>
        <source>%1 chase-ups</source>
        <translation>%1 solleciti</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Bozza</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Aperto</translation>
    </message>
    <message>
        <source>Waiting for the customer</source>
        <translation>In attesa del cliente</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>Sospeso</translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation>Risolto</translation>
    </message>
    <message>
        <source>Spam</source>
        <translation>Spam</translation>
    </message>
    <message>
        <source>Urgent</source>
        <translation>Urgente</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Alta</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normale</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Bassa</translation>
    </message>
    <message>
        <source>delivery report</source>
        <translation>avviso del server di posta</translation>
    </message>
    <message>
        <source>automatic reply</source>
        <translation>risposta automatica</translation>
    </message>
    <message>
        <source>mailing list</source>
        <translation>lista di posta</translation>
    </message>
    <message>
        <source>bulk mail</source>
        <translation>invio di massa</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Operatore</translation>
    </message>
    <message>
        <source>Team lead</source>
        <translation>Responsabile</translation>
    </message>
    <message>
        <source>%1 set the status: %2</source>
        <translation>%1 ha cambiato lo stato: %2</translation>
    </message>
    <message>
        <source>%1 set the priority: %2</source>
        <translation>%1 ha cambiato la priorità: %2</translation>
    </message>
    <message>
        <source>%1 assigned it to %2</source>
        <translation>%1 l&apos;ha assegnato a %2</translation>
    </message>
    <message>
        <source>%1 assigned it to nobody</source>
        <translation>%1 ha tolto l&apos;assegnazione</translation>
    </message>
    <message>
        <source>%1 changed the tags: %2</source>
        <translation>%1 ha cambiato le etichette: %2</translation>
    </message>
    <message>
        <source>%1 ended the claim</source>
        <translation>%1 ha terminato la presa in carico</translation>
    </message>
    <message>
        <source>%1 merged another ticket into this one</source>
        <translation>%1 ha unito un altro ticket a questo</translation>
    </message>
    <message>
        <source>Answered from another mail program</source>
        <translation>Risposta data da un altro programma di posta</translation>
    </message>
    <message>
        <source>The customer&apos;s mail was moved to “%2” with another mail program</source>
        <translation>La mail del cliente è stata spostata in «%2» con un altro programma di posta</translation>
    </message>
    <message>
        <source>The customer&apos;s mail was deleted with another mail program</source>
        <translation>La mail del cliente è stata eliminata con un altro programma di posta</translation>
    </message>
    <message>
        <source>%1 revoked an answer without an outcome</source>
        <translation>%1 ha revocato una risposta senza esito</translation>
    </message>
    <message>
        <source>mailbox full</source>
        <translation>casella piena</translation>
    </message>
    <message>
        <source>no such address</source>
        <translation>indirizzo inesistente</translation>
    </message>
    <message>
        <source>no such domain</source>
        <translation>dominio inesistente</translation>
    </message>
    <message>
        <source>blocked by the other side</source>
        <translation>bloccata dall&apos;altra parte</translation>
    </message>
    <message>
        <source>mail too large</source>
        <translation>messaggio troppo grande</translation>
    </message>
    <message>
        <source>server not reached</source>
        <translation>server non raggiunto</translation>
    </message>
    <message>
        <source>not delivered yet, the server goes on trying</source>
        <translation>non ancora consegnata, il server continua a provare</translation>
    </message>
    <message>
        <source>delivered</source>
        <translation>consegnata</translation>
    </message>
    <message>
        <source>out of office</source>
        <translation>fuori sede</translation>
    </message>
    <message>
        <source>through a form, as it was typed there</source>
        <translation>da un modulo, come vi è stato scritto</translation>
    </message>
    <message>
        <source>through a marketplace</source>
        <translation>da un marketplace</translation>
    </message>
    <message>
        <source>from a social network</source>
        <translation>da un social network</translation>
    </message>
    <message>
        <source>question</source>
        <translation>richiesta</translation>
    </message>
    <message>
        <source>new order</source>
        <translation>nuovo ordine</translation>
    </message>
    <message>
        <source>question about an article or order</source>
        <translation>domanda su un articolo o un ordine</translation>
    </message>
    <message>
        <source>message</source>
        <translation>messaggio</translation>
    </message>
    <message>
        <source>out of office, back about %1</source>
        <translation>fuori sede, di ritorno verso il %1</translation>
    </message>
    <message>
        <source>no. %1</source>
        <translation>n. %1</translation>
    </message>
    <message>
        <source>it names two different addresses: check which one is the customer&apos;s</source>
        <translation>indica due indirizzi diversi: controlla quale è del cliente</translation>
    </message>
    <message>
        <source>can be answered there only</source>
        <translation>si può rispondere solo lì</translation>
    </message>
    <message>
        <source>%1 corrected who wrote: %2</source>
        <translation>%1 ha corretto chi ha scritto: %2</translation>
    </message>
    <message>
        <source>through a form, corrected by hand</source>
        <translation>da un modulo, corretto a mano</translation>
    </message>
    <message>
        <source>form</source>
        <translation>modulo</translation>
    </message>
    <message>
        <source>marketplace</source>
        <translation>marketplace</translation>
    </message>
    <message>
        <source>social network</source>
        <translation>social network</translation>
    </message>
    <message>
        <source>%1 snoozed it %2</source>
        <translation>%1 ha posticipato %2</translation>
    </message>
    <message>
        <source>%1 brought it back</source>
        <translation>%1 ha riportato in vista il ticket</translation>
    </message>
    <message>
        <source>%1 wrote an answer that leaves %2</source>
        <translation>%1 ha scritto una risposta che parte %2</translation>
    </message>
    <message>
        <source>%1's answer went on its way</source>
        <translation>La risposta di %1 è partita</translation>
    </message>
    <message>
        <source>%1's answer was held back</source>
        <translation>La risposta di %1 è stata trattenuta</translation>
    </message>
    <message>
        <source>%1's answer missed its time: that computer was not running</source>
        <translation>La risposta di %1 ha mancato il suo momento: quel computer non era acceso</translation>
    </message>
    <message>
        <source>until the customer writes</source>
        <translation>finché il cliente non scrive</translation>
    </message>
    <message>
        <source>back: the customer wrote</source>
        <translation>di nuovo qui: il cliente ha scritto</translation>
    </message>
    <message>
        <source>back: it was snoozed %1</source>
        <translation>di nuovo qui: era posticipato %1</translation>
    </message>
    <message>
        <source>%1 took the promise back</source>
        <translation>%1 ha ritirato la promessa</translation>
    </message>
    <message>
        <source>%1 said what it was about: %2</source>
        <translation>%1 ha indicato il motivo: %2</translation>
    </message>
    <message>
        <source>promise not kept: %1</source>
        <translation>promessa non mantenuta: %1</translation>
    </message>
    <message>
        <source>promised: %1</source>
        <translation>promesso: %1</translation>
    </message>
    <message>
        <source>%1 promised an answer: %2</source>
        <translation>%1 ha promesso una risposta: %2</translation>
    </message>
    <message>
        <source>promise kept: %1</source>
        <translation>promessa mantenuta: %1</translation>
    </message>
    <message>
        <source>not delivered</source>
        <translation>non consegnato</translation>
    </message>
    <message>
        <source>sent %1×</source>
        <translation>inviata %1×</translation>
    </message>
    <message>
        <source>%1 corrected a note on the customer: %2</source>
        <translation>%1 ha corretto una nota sul cliente: %2</translation>
    </message>
    <message>
        <source>%1 took back a note on the customer</source>
        <translation>%1 ha tolto una nota sul cliente</translation>
    </message>
</context>
<context>
    <name>SavingDialog</name>
    <message>
        <source>Save the file</source>
        <translation>Salva il file</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Search (Ctrl+F)</source>
        <translation>Cerca (Ctrl+F)</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Cerca</translation>
    </message>
    <message>
        <source>Ways to go on</source>
        <translation>Come continuare</translation>
    </message>
</context>
<context>
    <name>HistoryPane</name>
    <message>
        <source>History: this mail belongs to no ticket. It can be read here.</source>
        <translation>Storico: questa mail non appartiene a nessun ticket. Qui si può leggere.</translation>
    </message>
    <message>
        <source>(no subject)</source>
        <translation>(senza oggetto)</translation>
    </message>
</context>
<context>
    <name>SavedPlaces</name>
    <message>
        <source>Save this search as</source>
        <translation>Salva questa ricerca come</translation>
    </message>
    <message>
        <source>New name for %1</source>
        <translation>Nuovo nome per %1</translation>
    </message>
    <message>
        <source>Saved searches</source>
        <translation>Ricerche salvate</translation>
    </message>
</context>
<context>
    <name>search</name>
    <message>
        <source>%1: there is no such state. Type “is:” to see them all.</source>
        <translation>%1: questo stato non esiste. Scrivi «è:» per vederli tutti.</translation>
    </message>
    <message>
        <source>%1: only “has:attachment” can be asked for.</source>
        <translation>%1: si può chiedere solo «con:allegato».</translation>
    </message>
    <message>
        <source>%1: this is no date. Write it like 2026-11-30, 30/11/2026 or 30d.</source>
        <translation>%1: non è una data. Scrivila come 30/11/2026, 2026-11-30 o 30g.</translation>
    </message>
    <message>
        <source>%1: what to look for is missing behind the colon.</source>
        <translation>%1: dopo i due punti manca che cosa cercare.</translation>
    </message>
    <message>
        <source>%1: this is no ticket number. Write its digits.</source>
        <translation>%1: non è il numero di un ticket. Scrivine le cifre.</translation>
    </message>
    <message>
        <source>%1: this is no reference. Write it like 7KQ2-MXAD.</source>
        <translation>%1: non è un riferimento. Scrivilo come 7KQ2-MXAD.</translation>
    </message>
    <message>
        <source>%1: signs alone are not looked for. Type letters or digits.</source>
        <translation>%1: i soli segni non si cercano. Scrivi lettere o cifre.</translation>
    </message>
    <message>
        <source>%1 is left out: a search takes twelve words. Remove some.</source>
        <translation>%1 resta fuori: una ricerca tiene dodici parole. Togline qualcuna.</translation>
    </message>
</context>
<context>
    <name>RejoinBar</name>
    <message>
        <source>This computer was removed from the team.</source>
        <translation>Questo computer è stato rimosso dalla squadra.</translation>
    </message>
    <message>
        <source>Mail can still be read and searched here, and what you wrote is kept; nothing can be answered or changed. To come back, ask a lead for a new team file and open it.</source>
        <translation>Qui la posta si può ancora leggere e cercare, e ciò che hai scritto è conservato; non si può rispondere né cambiare nulla. Per tornare, chiedi a un responsabile un nuovo file della squadra e aprilo.</translation>
    </message>
    <message>
        <source>Open a new team file …</source>
        <translation>Apri un nuovo file della squadra …</translation>
    </message>
    <message>
        <source>%1 removed this computer from the team %2.</source>
        <translation>%1 ha rimosso questo computer dalla squadra %2.</translation>
    </message>
</context>
<context>
    <name>MergeBar</name>
    <message>
        <source>Undo</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>Leave them apart</source>
        <translation>Lascia separati</translation>
    </message>
    <message>
        <source>%1 may be sending an answer to #%2 now, or has perhaps sent one.</source>
        <translation>%1 forse sta inviando ora una risposta a #%2, o forse l&apos;ha già inviata.</translation>
    </message>
    <message>
        <source>Merge all the same</source>
        <translation>Unisci lo stesso</translation>
    </message>
    <message>
        <source>#%1 has become part of this ticket</source>
        <translation>#%1 è entrato a far parte di questo ticket</translation>
    </message>
    <message>
        <source>Put away</source>
        <translation>Nascondi</translation>
    </message>
    <message>
        <source>Undo the merge</source>
        <translation>Annulla l&apos;unione</translation>
    </message>
    <message>
        <source>As one ticket it stays with who took it first; the other keeps what they wrote, and is asked to read on before sending.</source>
        <translation>Il ticket unito resta a chi l&apos;ha preso per primo; l&apos;altro conserva ciò che ha scritto e deve leggere il nuovo prima di inviare.</translation>
    </message>
    <message>
        <source>%1 is answering #%2 %3.</source>
        <translation>%1 sta rispondendo a #%2 %3.</translation>
    </message>
</context>
<context>
    <name>MailboxDialog</name>
    <message>
        <source>Trying both servers; no mail is sent …</source>
        <translation>Prova dei due server; non viene inviata posta …</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Chiudi</translation>
    </message>
    <message>
        <source>Add it</source>
        <translation>Aggiungi</translation>
    </message>
    <message>
        <source>Add a mailbox</source>
        <translation>Aggiungi una casella</translation>
    </message>
    <message>
        <source>Everybody in the team reads and answers its mail from now on, and is asked once for what opens it. One that the team has already gets these servers instead of its old ones.</source>
        <translation>Da ora tutta la squadra legge la sua posta e vi risponde, e a ciascuno si chiede una volta ciò che la apre. Una che la squadra ha già riceve questi server al posto dei precedenti.</translation>
    </message>
    <message>
        <source>Looking for the servers of %1 …</source>
        <translation>Cerco i server di %1 …</translation>
    </message>
    <message>
        <source>Look for its servers</source>
        <translation>Cerca i server</translation>
    </message>
</context>
<context>
    <name>Corrections</name>
    <message>
        <source>All mails of this ticket are where they belong.</source>
        <translation>Tutte le mail di questo ticket sono al loro posto.</translation>
    </message>
    <message>
        <source>The mail that began a ticket stays in it. Unfold a later one: that can become its own ticket.</source>
        <translation>La mail con cui è iniziato un ticket resta lì. Espandi una mail successiva: quella può diventare un ticket a sé.</translation>
    </message>
</context>
<context>
    <name>CorrectionDialog</name>
    <message>
        <source>Who wrote this?</source>
        <translation>Chi l&apos;ha scritto?</translation>
    </message>
    <message>
        <source>Customer&apos;s address: answers go there</source>
        <translation>Indirizzo del cliente: le risposte vanno lì</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Order number</source>
        <translation>Numero d&apos;ordine</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>Who wrote this, and what about?</source>
        <translation>Chi l&apos;ha scritto, e perché?</translation>
    </message>
    <message>
        <source>The whole team sees it so from then on. The mail itself stays as it came.</source>
        <translation>Da allora tutta la squadra lo vede così. La mail resta com&apos;è arrivata.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Salva</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>This is a mailbox of the team. Write the customer's own address.</source>
        <translation>È una casella del team. Scrivi l'indirizzo del cliente.</translation>
    </message>
    <message>
        <source>This is no address that mail can be sent to.</source>
        <translation>Non è un indirizzo a cui si possa scrivere.</translation>
    </message>
    <message>
        <source>A rule for such mails …</source>
        <translation>Una regola per mail così …</translation>
    </message>
</context>
<context>
    <name>MailboxesDialog</name>
    <message>
        <source>Mailboxes</source>
        <translation>Caselle condivise</translation>
    </message>
    <message>
        <source>Mailbox</source>
        <translation>Casella</translation>
    </message>
    <message>
        <source>for ever</source>
        <translation>per sempre</translation>
    </message>
    <message>
        <source>Months for which mail is kept whole</source>
        <translation>Mesi per cui la posta si tiene intera</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Salva</translation>
    </message>
    <message>
        <source>Months for which mail is kept whole on the team&apos;s computers:</source>
        <translation>Mesi per cui la posta si tiene intera sui computer della squadra:</translation>
    </message>
    <message>
        <source>Then only its text leaves here; it can be fetched again when it is opened.</source>
        <translation>Poi di qui se ne va solo il testo; si può riprendere quando la si apre.</translation>
    </message>
    <message>
        <source>Forms and marketplaces: whose mail it really is</source>
        <translation>Moduli e marketplace: di chi è davvero la mail</translation>
    </message>
    <message>
        <source>A rule of your own is made on the mail of a form itself: C.</source>
        <translation>Una regola vostra si fa sulla mail stessa di un modulo: C.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Chiudi</translation>
    </message>
    <message>
        <source>Other forms of a website</source>
        <translation>Altri moduli di un sito</translation>
    </message>
    <message>
        <source>own</source>
        <translation>vostra</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Togli</translation>
    </message>
    <message>
        <source>none</source>
        <translation>nessuno</translation>
    </message>
    <message>
        <source>Attachments that come along unasked</source>
        <translation>Allegati che arrivano da soli</translation>
    </message>
    <message>
        <source>Attachments kept here with each mail unasked, up to:</source>
        <translation>Allegati conservati qui con ogni mail, fino a:</translation>
    </message>
    <message>
        <source>How it stands …</source>
        <translation>Come sta …</translation>
    </message>
    <message>
        <source>Only a lead changes all this but your own lines: %1</source>
        <translation>Tutto questo, tranne le tue righe, lo cambia solo un responsabile: %1</translation>
    </message>
</context>
<context>
    <name>FormRuleDialog</name>
    <message>
        <source>A rule for such mails</source>
        <translation>Una regola per mail così</translation>
    </message>
    <message>
        <source>What your team calls this form</source>
        <translation>Come la squadra chiama questo modulo</translation>
    </message>
    <message>
        <source>Save for the whole team</source>
        <translation>Salva per tutta la squadra</translation>
    </message>
    <message>
        <source>Every mail from %1 that has these lines is then read so, also those of the last 90 days.</source>
        <translation>Ogni mail di %1 che ha queste righe si legge poi così, anche quelle degli ultimi 90 giorni.</translation>
    </message>
    <message>
        <source>Which line says what?</source>
        <translation>Quale riga dice che cosa?</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>The customer&apos;s address</source>
        <translation>L&apos;indirizzo del cliente</translation>
    </message>
    <message>
        <source>The name</source>
        <translation>Il nome</translation>
    </message>
    <message>
        <source>The order number</source>
        <translation>Il numero d&apos;ordine</translation>
    </message>
    <message>
        <source>The reason</source>
        <translation>Il motivo</translation>
    </message>
    <message>
        <source>The customer&apos;s words</source>
        <translation>Le parole del cliente</translation>
    </message>
    <message>
        <source>the mail&apos;s answer address</source>
        <translation>l&apos;indirizzo di risposta della mail</translation>
    </message>
    <message>
        <source>no line</source>
        <translation>nessuna riga</translation>
    </message>
    <message>
        <source>It finds no customer: choose the line with the address.</source>
        <translation>Non trova nessun cliente: scegli la riga con l&apos;indirizzo.</translation>
    </message>
    <message>
        <source>It finds: %1</source>
        <translation>Trova: %1</translation>
    </message>
    <message>
        <source>The mailbox has too many rules: remove one first (G B).</source>
        <translation>La casella ha troppe regole: prima togline una (G B).</translation>
    </message>
</context>
<context>
    <name>KeySettings</name>
    <message>
        <source>Single letters and digits are keys, wherever nobody is typing</source>
        <translation>Lettere e cifre da sole sono tasti, dove nessuno sta scrivendo</translation>
    </message>
    <message>
        <source>Find a command or a key</source>
        <translation>Cerca un comando o un tasto</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Comandi</translation>
    </message>
    <message>
        <source>New keys</source>
        <translation>Nuovi tasti</translation>
    </message>
    <message>
        <source>Take them over</source>
        <translation>Assegnali qui</translation>
    </message>
    <message>
        <source>As it was</source>
        <translation>Come prima</translation>
    </message>
    <message>
        <source>All keys as they were</source>
        <translation>Tutti i tasti come all'inizio</translation>
    </message>
    <message>
        <source>Press the new keys, then Enter:</source>
        <translation>Premi i nuovi tasti, poi Invio:</translation>
    </message>
    <message>
        <source>%1 moves about or types, everywhere: choose other keys.</source>
        <translation>%1 serve ovunque per spostarsi o scrivere: scegli altri tasti.</translation>
    </message>
    <message>
        <source>%1 has a meaning already: “%2”. Press other keys, or take them over.</source>
        <translation>%1 ha già un significato: «%2». Premi altri tasti, oppure assegnali qui.</translation>
    </message>
    <message>
        <source>From now on it is %1.</source>
        <translation>Da adesso è %1.</translation>
    </message>
    <message>
        <source>Single letters are switched off, above.</source>
        <translation>Le lettere da sole sono disattivate, qui sopra.</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>nessun tasto</translation>
    </message>
    <message>
        <source>It has its first keys again.</source>
        <translation>Ha di nuovo i suoi tasti iniziali.</translation>
    </message>
    <message>
        <source>Every command has its first keys again.</source>
        <translation>Ogni comando ha di nuovo i suoi tasti iniziali.</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Impostazioni</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Generali</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasti</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Notifiche</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Chiudi</translation>
    </message>
    <message>
        <source>What you change holds at once, on this computer.</source>
        <translation>Quello che cambi vale subito, su questo computer.</translation>
    </message>
    <message>
        <source>This holds until you close the window: the disk did not take it. Make room, then choose it again.</source>
        <translation>Vale finché non chiudi la finestra: non è stato possibile salvarlo sul disco. Libera spazio e scegli di nuovo.</translation>
    </message>
    <message>
        <source>Export and back-up …</source>
        <translation>Esportazione e copie …</translation>
    </message>
</context>
<context>
    <name>_General</name>
    <message>
        <source>As the system</source>
        <translation>Come il sistema</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Chiari</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Scuri</translation>
    </message>
    <message>
        <source>Comfortable</source>
        <translation>Comode</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>Compatte</translation>
    </message>
    <message>
        <source>%1 seconds</source>
        <translation>%1 secondi</translation>
    </message>
    <message>
        <source>As the team has agreed</source>
        <translation>Come deciso dalla squadra</translation>
    </message>
    <message>
        <source>Nothing moves by itself</source>
        <translation>Niente si muove da solo</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Lingua</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Colori</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Righe</translation>
    </message>
    <message>
        <source>A mail waits before it leaves</source>
        <translation>Attesa prima che una mail parta</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>Movimento</translation>
    </message>
</context>
<context>
    <name>_Notifications</name>
    <message>
        <source>Tell me on the desktop what has come in</source>
        <translation>Avvisami sul desktop di quello che arriva</translation>
    </message>
    <message>
        <source>Not in quiet hours</source>
        <translation>Non nelle ore di silenzio</translation>
    </message>
    <message>
        <source>Quiet from</source>
        <translation>Silenzio dalle</translation>
    </message>
    <message>
        <source>Quiet until</source>
        <translation>Silenzio fino alle</translation>
    </message>
    <message>
        <source>from</source>
        <translation>dalle</translation>
    </message>
    <message>
        <source>until</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>The ticket in front of you, and what you do yourself, is never told.</source>
        <translation>Il ticket che hai davanti, e quello che fai tu, non dà mai avvisi.</translation>
    </message>
    <message>
        <source>Of these places:</source>
        <translation>Di queste viste:</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Palette</source>
        <translation>Comandi rapidi</translation>
    </message>
    <message>
        <source>What fits</source>
        <translation>Risultati</translation>
    </message>
    <message>
        <source>Nothing is called so.</source>
        <translation>Niente si chiama così.</translation>
    </message>
    <message>
        <source>A command, a place, a ticket, a customer, a text …</source>
        <translation>Un comando, una vista, un ticket, un cliente, un testo …</translation>
    </message>
</context>
<context>
    <name>palette</name>
    <message>
        <source>Place</source>
        <translation>Vista</translation>
    </message>
    <message>
        <source>(no subject)</source>
        <translation>(senza oggetto)</translation>
    </message>
    <message>
        <source>Customer: all tickets</source>
        <translation>Cliente: tutti i ticket</translation>
    </message>
    <message>
        <source>Canned response</source>
        <translation>Risposta predefinita</translation>
    </message>
</context>
<context>
    <name>AddressForm</name>
    <message>
        <source>Address</source>
        <translation>Indirizzo</translation>
    </message>
    <message>
        <source>Change …</source>
        <translation>Cambia …</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Cerca di nuovo</translation>
    </message>
    <message>
        <source>Its servers</source>
        <translation>I suoi server</translation>
    </message>
    <message>
        <source>Type the servers myself</source>
        <translation>Scrivo io i server</translation>
    </message>
    <message>
        <source>The shared mailbox</source>
        <translation>La casella condivisa</translation>
    </message>
    <message>
        <source>The one that customers write to. Its servers are looked for by what stands behind the @; nobody is told the address, and no password is needed yet.</source>
        <translation>Quella a cui scrivono i clienti. I suoi server si cercano da quel che sta dopo la @; l&apos;indirizzo non viene detto a nessuno, e la password per ora non serve.</translation>
    </message>
    <message>
        <source>This is not a mail address.</source>
        <translation>Questo non è un indirizzo di posta.</translation>
    </message>
    <message>
        <source>Its servers were not found</source>
        <translation>I suoi server non si sono trovati</translation>
    </message>
    <message>
        <source>Found: %1</source>
        <translation>Trovato: %1</translation>
    </message>
    <message>
        <source>Mail is read at %1, port %2, encrypted.</source>
        <translation>La posta si legge su %1, porta %2, cifrata.</translation>
    </message>
    <message>
        <source>Mail leaves by %1, port %2, encrypted.</source>
        <translation>La posta parte da %1, porta %2, cifrata.</translation>
    </message>
    <message>
        <source>It signs in as %1.</source>
        <translation>Entra come %1.</translation>
    </message>
    <message>
        <source>It allows %1 connections at once.</source>
        <translation>Permette %1 connessioni alla volta.</translation>
    </message>
    <message>
        <source>This is registered mail (PEC): its receipts come from the provider and are not customers; ordinary mail from customers may not get in.</source>
        <translation>È posta certificata (PEC): le ricevute arrivano dal gestore e non sono clienti; la posta ordinaria dei clienti potrebbe non entrare.</translation>
    </message>
    <message>
        <source>These servers lie outside your domain. Go on only if this is the provider that you know: it will be given the password.</source>
        <translation>Questi server stanno fuori dal tuo dominio. Va&apos; avanti solo se è il fornitore che conosci: riceverà la password.</translation>
    </message>
    <message>
        <source>By the list of providers that comes with Sportello.</source>
        <translation>Dall&apos;elenco di fornitori che Sportello porta con sé.</translation>
    </message>
    <message>
        <source>By the server that takes mail for %1, which is this provider&apos;s.</source>
        <translation>Dal server che riceve la posta per %1, che è di questo fornitore.</translation>
    </message>
    <message>
        <source>By what %1 itself says to mail programs (autoconfig).</source>
        <translation>Da quello che %1 stesso dice ai programmi di posta (autoconfig).</translation>
    </message>
    <message>
        <source>By what %1 says in the DNS (SRV).</source>
        <translation>Da quello che %1 dice nel DNS (SRV).</translation>
    </message>
    <message>
        <source>By their usual names at %1: both servers answer there, under valid certificates.</source>
        <translation>Dai nomi che i server hanno di solito presso %1: entrambi rispondono, con certificati validi.</translation>
    </message>
    <message>
        <source>Neither the list of providers nor %1 itself says where its mail is, and no server answers under the usual names. Type them: the provider&apos;s help pages have them, often under IMAP settings.</source>
        <translation>Né l&apos;elenco dei fornitori né %1 stesso dicono dov&apos;è la sua posta, e ai nomi soliti non risponde nessun server. Scrivili tu: sono nelle pagine di aiuto del fornitore, spesso sotto «impostazioni IMAP».</translation>
    </message>
    <message>
        <source>Nobody could be asked: this computer has no network now, or a proxy keeps the way. Connect it and look again, or type the servers.</source>
        <translation>Non si è potuto chiedere a nessuno: adesso questo computer non ha rete, o un proxy sbarra la strada. Collegalo e cerca di nuovo, oppure scrivi i server.</translation>
    </message>
</context>
<context>
    <name>ServerFields</name>
    <message>
        <source>Incoming mail (IMAP)</source>
        <translation>Posta in arrivo (IMAP)</translation>
    </message>
    <message>
        <source>Outgoing mail (SMTP)</source>
        <translation>Posta in uscita (SMTP)</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Nome utente</translation>
    </message>
    <message>
        <source>when it is not the address</source>
        <translation>se non è l&apos;indirizzo</translation>
    </message>
    <message>
        <source>Encryption of incoming mail</source>
        <translation>Cifratura della posta in arrivo</translation>
    </message>
    <message>
        <source>Encryption of outgoing mail</source>
        <translation>Cifratura della posta in uscita</translation>
    </message>
    <message>
        <source>as the provider has given it to you</source>
        <translation>come te l&apos;ha dato il fornitore</translation>
    </message>
</context>
<context>
    <name>StandingView</name>
    <message>
        <source>Stop counting</source>
        <translation>Smetti di contare</translation>
    </message>
    <message>
        <source>Count again</source>
        <translation>Conta di nuovo</translation>
    </message>
    <message>
        <source>Counting how the mailbox stands, from the headers of the last weeks …</source>
        <translation>Conto come sta la casella, dalle intestazioni delle ultime settimane …</translation>
    </message>
    <message>
        <source>Counting how the mailbox stands: %1 of %2 mails …</source>
        <translation>Conto come sta la casella: %1 mail su %2 …</translation>
    </message>
    <message>
        <source>No customer has written in these days.</source>
        <translation>In questi giorni non ha scritto nessun cliente.</translation>
    </message>
    <message>
        <source>How %1 stands</source>
        <translation>Come sta %1</translation>
    </message>
    <message>
        <source>Not counted to the end.</source>
        <translation>Il conto non è arrivato alla fine.</translation>
    </message>
    <message>
        <source>A sample: of the %3 mails of the last %1 days, the newest %2.</source>
        <translation>Un campione: delle %3 mail degli ultimi %1 giorni, le %2 più recenti.</translation>
    </message>
    <message>
        <source>The last %1 days, %2 mails.</source>
        <translation>Gli ultimi %1 giorni, %2 mail.</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>non si sa</translation>
    </message>
    <message>
        <source>wait for an answer</source>
        <translation>in attesa di risposta</translation>
    </message>
    <message>
        <source>until an answer, typically</source>
        <translation>prima della risposta, di solito</translation>
    </message>
    <message>
        <source>half were quicker</source>
        <translation>metà sono state più rapide</translation>
    </message>
    <message>
        <source>chase-ups</source>
        <translation>solleciti</translation>
    </message>
    <message>
        <source>in %1 conversations of %2</source>
        <translation>in %1 conversazioni su %2</translation>
    </message>
    <message>
        <source>There is no folder of sent mail: how long answers took is not known.</source>
        <translation>Non c&apos;è una cartella della posta inviata: quanto ci hanno messo le risposte non si sa.</translation>
    </message>
    <message>
        <source>answered within %1</source>
        <translation>con risposta entro %1</translation>
    </message>
    <message>
        <source>Customers write most between %1 and %2, and on this day: %3.</source>
        <translation>I clienti scrivono soprattutto tra le %1 e le %2, e in questo giorno: %3.</translation>
    </message>
    <message>
        <source>How this is counted: from headers alone; automatic mail and newsletters are left out. A customer waits from the first mail without an answer to the next mail of yours in the conversation, nights and Sundays included; a last “thank you” waits too. A chase-up is another mail of who still waits, an hour or more after the one before.</source>
        <translation>Come si conta: solo dalle intestazioni; le mail automatiche e le newsletter restano fuori. Un cliente aspetta dalla prima mail senza risposta fino alla vostra mail successiva nella conversazione, notti e domeniche comprese; aspetta anche un ultimo «grazie». Un sollecito è un&apos;altra mail di chi aspetta ancora, almeno un&apos;ora dopo la precedente.</translation>
    </message>
    <message>
        <source>Without sent mail, only mails that a mail program has marked count as answered.</source>
        <translation>Senza posta inviata, contano come risposte solo le mail che un programma di posta ha segnato.</translation>
    </message>
    <message>
        <source>the longest wait</source>
        <translation>l&apos;attesa più lunga</translation>
    </message>
</context>
<context>
    <name>Editing</name>
    <message>
        <source>Snoozed %1</source>
        <translation>Posticipato %1</translation>
    </message>
    <message>
        <source>Back in sight</source>
        <translation>Di nuovo in vista</translation>
    </message>
    <message>
        <source>%1 tickets</source>
        <translation>%1 ticket</translation>
    </message>
    <message>
        <source>Undone: %1</source>
        <translation>Annullato: %1</translation>
    </message>
    <message>
        <source>Not taken back on %1: it has been changed since, and that stays.</source>
        <translation>Non annullato su %1: nel frattempo è stato cambiato, e resta così.</translation>
    </message>
    <message>
        <source>Ctrl+Z takes it back</source>
        <translation>Ctrl+Z annulla</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Nessuno</translation>
    </message>
</context>
<context>
    <name>LaterPicker</name>
    <message>
        <source>O</source>
        <comment>the letter that begins to type a date and time</comment>
        <translation>O</translation>
    </message>
    <message>
        <source>Other: type a date or a time</source>
        <translation>Altro: scrivi una data o un'ora</translation>
    </message>
    <message>
        <source>17:30, 3d, friday 9:00, 24/11</source>
        <translation>17:30, 3g, venerdì 9:00, 24/11</translation>
    </message>
    <message>
        <source>Date and time</source>
        <translation>Data e ora</translation>
    </message>
    <message>
        <source>Not a time to come</source>
        <translation>Non è un momento che deve ancora venire</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Undo</source>
        <translation>Annulla</translation>
    </message>
</context>
<context>
    <name>later</name>
    <message>
        <source>C</source>
        <comment>letter: until the customer writes</comment>
        <translation>C</translation>
    </message>
    <message>
        <source>Until the customer writes</source>
        <translation>Finché il cliente non scrive</translation>
    </message>
    <message>
        <source>B</source>
        <comment>letter: bring it back now</comment>
        <translation>R</translation>
    </message>
    <message>
        <source>Bring it back now</source>
        <translation>Riporta subito in vista</translation>
    </message>
    <message>
        <source>A</source>
        <comment>letter: this afternoon</comment>
        <translation>P</translation>
    </message>
    <message>
        <source>This afternoon</source>
        <translation>Oggi pomeriggio</translation>
    </message>
    <message>
        <source>In two hours</source>
        <translation>Fra due ore</translation>
    </message>
    <message>
        <source>T</source>
        <comment>letter: tomorrow</comment>
        <translation>D</translation>
    </message>
    <message>
        <source>Tomorrow morning</source>
        <translation>Domani mattina</translation>
    </message>
    <message>
        <source>M</source>
        <comment>letter: Monday</comment>
        <translation>L</translation>
    </message>
    <message>
        <source>Monday</source>
        <translation>Lunedì</translation>
    </message>
    <message>
        <source>W</source>
        <comment>letter: next week</comment>
        <translation>S</translation>
    </message>
    <message>
        <source>Next week</source>
        <translation>La settimana prossima</translation>
    </message>
    <message>
        <source>In %1 days</source>
        <translation>Fra %1 giorni</translation>
    </message>
</context>
<context>
    <name>Postponing</name>
    <message>
        <source>Send later</source>
        <translation>Invia più tardi</translation>
    </message>
    <message>
        <source>Send, wait for others, remind me</source>
        <translation>Invia, aspetta altri, ricordamelo</translation>
    </message>
    <message>
        <source>The answer leaves %1 · Ctrl+Z takes it back</source>
        <translation>La risposta parte %1 · Ctrl+Z annulla</translation>
    </message>
    <message>
        <source>Only an answer to the customer can leave later, or remind of itself.</source>
        <translation>Solo una risposta al cliente può partire più tardi o ricordarsi da sé.</translation>
    </message>
</context>
<context>
    <name>leaving</name>
    <message>
        <source>%1's answer leaves: %2</source>
        <translation>La risposta di %1 parte: %2</translation>
    </message>
    <message>
        <source>Your answer leaves: %2</source>
        <translation>La tua risposta parte: %2</translation>
    </message>
</context>
<context>
    <name>News</name>
    <message>
        <source>(no subject)</source>
        <translation>(senza oggetto)</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Apri</translation>
    </message>
    <message>
        <source>Take it</source>
        <translation>Prendi in carico</translation>
    </message>
    <message>
        <source>%1 tickets have new mail</source>
        <translation>%1 ticket con nuova posta</translation>
    </message>
    <message>
        <source>Open the newest</source>
        <translation>Apri l'ultimo arrivato</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Open Sportello</source>
        <translation>Apri Sportello</translation>
    </message>
    <message>
        <source>Close Sportello</source>
        <translation>Chiudi Sportello</translation>
    </message>
    <message>
        <source>Sportello: %1 tickets are yours or nobody's</source>
        <translation>Sportello: %1 ticket tuoi o di nessuno</translation>
    </message>
</context>
<context>
    <name>StandingDialog</name>
    <message>
        <source>How the mailbox stands</source>
        <translation>Come sta la casella</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Chiudi</translation>
    </message>
</context>
<context>
    <name>CarriedLine</name>
    <message>
        <source>Attach it as it came (.eml)</source>
        <translation>Allega così com'è arrivata (.eml)</translation>
    </message>
    <message>
        <source>The customer's mail below the text</source>
        <translation>La mail del cliente sotto il testo</translation>
    </message>
</context>
<context>
    <name>CautionBar</name>
    <message>
        <source>Back to the text</source>
        <translation>Torna al testo</translation>
    </message>
    <message>
        <source>Ctrl+Enter sends it all the same, Esc goes back to the text.</source>
        <translation>Ctrl+Invio la invia lo stesso, Esc torna al testo.</translation>
    </message>
    <message>
        <source>Send all the same</source>
        <translation>Invia lo stesso</translation>
    </message>
</context>
<context>
    <name>Cautious</name>
    <message>
        <source>%1: that is another customer of the shop.</source>
        <translation>%1: è un altro cliente del negozio.</translation>
    </message>
    <message>
        <source>The text says “%1”, and no file is attached.</source>
        <translation>Il testo dice «%1», ma non c'è nessun allegato.</translation>
    </message>
</context>
<context>
    <name>Editor</name>
    <message>
        <source>That is no picture that can stand in a text: attach it as a file</source>
        <translation>Non è un'immagine che possa stare nel testo: allegala come file</translation>
    </message>
    <message>
        <source>The picture was made smaller: %1 pixels across</source>
        <translation>L'immagine è stata rimpicciolita: %1 pixel di larghezza</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>immagine</translation>
    </message>
</context>
<context>
    <name>FormattingBar</name>
    <message>
        <source>B</source>
        <translation>G</translation>
    </message>
    <message>
        <source>Bold</source>
        <translation>Grassetto</translation>
    </message>
    <message>
        <source>Cc</source>
        <translation>Cc</translation>
    </message>
    <message>
        <source>Cc and Bcc</source>
        <translation>Cc e Ccn</translation>
    </message>
    <message>
        <source>I</source>
        <translation>C</translation>
    </message>
    <message>
        <source>Italic</source>
        <translation>Corsivo</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Link</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Elenco</translation>
    </message>
    <message>
        <source>Numbered list</source>
        <translation>Elenco numerato</translation>
    </message>
</context>
<context>
    <name>Forwarding</name>
    <message>
        <source>A mail that has not left</source>
        <translation>Una mail che non è partita</translation>
    </message>
    <message>
        <source>Somebody else: a new side conversation</source>
        <translation>Qualcun altro: una nuova conversazione laterale</translation>
    </message>
    <message>
        <source>Write to</source>
        <translation>Scrivi a</translation>
    </message>
</context>
<context>
    <name>LinkLine</name>
    <message>
        <source>Address of the link</source>
        <translation>Indirizzo del link</translation>
    </message>
    <message>
        <source>Link:</source>
        <translation>Link:</translation>
    </message>
    <message>
        <source>Remove the link</source>
        <translation>Togli il link</translation>
    </message>
    <message>
        <source>Set the link</source>
        <translation>Metti il link</translation>
    </message>
    <message>
        <source>That is no address</source>
        <translation>Non è un indirizzo</translation>
    </message>
    <message>
        <source>www.… or an e-mail address</source>
        <translation>www.… o un indirizzo e-mail</translation>
    </message>
    <message>
        <source>“%1” leads to</source>
        <translation>«%1» porta a</translation>
    </message>
</context>
<context>
    <name>Recipients</name>
    <message>
        <source>%1 is no address that mail can be sent to</source>
        <translation>%1 non è un indirizzo a cui si possa scrivere</translation>
    </message>
    <message>
        <source>Bcc</source>
        <translation>Ccn</translation>
    </message>
    <message>
        <source>Cc</source>
        <translation>Cc</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Da</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Oggetto</translation>
    </message>
    <message>
        <source>To</source>
        <translation>A</translation>
    </message>
    <message>
        <source>To whom? Write an address.</source>
        <translation>A chi? Scrivi un indirizzo.</translation>
    </message>
    <message>
        <source>Write what it is about.</source>
        <translation>Scrivi l'oggetto.</translation>
    </message>
    <message>
        <source>nobody else sees these</source>
        <translation>nessun altro li vede</translation>
    </message>
</context>
<context>
    <name>SignatureFields</name>
    <message>
        <source>Signature of the mailbox, for all</source>
        <translation>Firma della casella, per tutti</translation>
    </message>
    <message>
        <source>Your own lines above it, on this computer</source>
        <translation>Le tue righe sopra la firma, solo qui</translation>
    </message>
</context>
<context>
    <name>SignatureLine</name>
    <message>
        <source>Signature: %1</source>
        <translation>Firma: %1</translation>
    </message>
</context>
<context>
    <name>faults</name>
    <message>
        <source>No connection</source>
        <translation>Nessun collegamento</translation>
    </message>
    <message>
        <source>Locks not available</source>
        <translation>Prese in carico non disponibili</translation>
    </message>
    <message>
        <source>The team has gone on meanwhile</source>
        <translation>Nel frattempo la squadra è andata avanti</translation>
    </message>
    <message>
        <source>Not known whether it has left</source>
        <translation>Non si sa se è partita</translation>
    </message>
    <message>
        <source>This cannot be done so</source>
        <translation>Così non si può fare</translation>
    </message>
    <message>
        <source>Something stands in the way</source>
        <translation>Qualcosa lo impedisce</translation>
    </message>
    <message>
        <source>Something went wrong in the program itself (%1). What you typed is kept. If anything looks odd, start again: it takes a moment.</source>
        <translation>Qualcosa è andato storto nel programma stesso (%1). Quello che hai scritto è al sicuro. Se qualcosa non ti torna, riavvia: ci vuole un momento.</translation>
    </message>
    <message>
        <source>Sportello ended unexpectedly the last time. Nothing that you typed is lost: your texts are here.</source>
        <translation>L'ultima volta Sportello si è chiuso all'improvviso. Niente di ciò che hai scritto è andato perso: i tuoi testi sono qui.</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Riprova</translation>
    </message>
    <message>
        <source>To review</source>
        <translation>Da rivedere</translation>
    </message>
    <message>
        <source>A mistake of the program</source>
        <translation>Un errore del programma</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>Riavvia</translation>
    </message>
    <message>
        <source>Sportello ended unexpectedly</source>
        <translation>Sportello si è chiuso all'improvviso</translation>
    </message>
    <message>
        <source>Show my texts</source>
        <translation>Mostra i miei testi</translation>
    </message>
    <message>
        <source>Put it aside and restore from here</source>
        <translation>Metti da parte e ripristina da qui</translation>
    </message>
</context>
<context>
    <name>spoken</name>
    <message>
        <source>waits 1 day</source>
        <translation>aspetta da 1 giorno</translation>
    </message>
    <message>
        <source>waits %1 days</source>
        <translation>aspetta da %1 giorni</translation>
    </message>
    <message>
        <source>waits 1 hour</source>
        <translation>aspetta da 1 ora</translation>
    </message>
    <message>
        <source>waits %1 hours</source>
        <translation>aspetta da %1 ore</translation>
    </message>
    <message>
        <source>waits 1 minute</source>
        <translation>aspetta da 1 minuto</translation>
    </message>
    <message>
        <source>waits %1 minutes</source>
        <translation>aspetta da %1 minuti</translation>
    </message>
    <message>
        <source>unread</source>
        <translation>non letto</translation>
    </message>
    <message>
        <source>has just come in</source>
        <translation>appena arrivato</translation>
    </message>
    <message>
        <source>free</source>
        <translation>libero</translation>
    </message>
    <message>
        <source>yours %1</source>
        <translation>tuo %1</translation>
    </message>
    <message>
        <source>%1 is answering %2</source>
        <translation>%1 sta rispondendo %2</translation>
    </message>
    <message>
        <source>assigned to you</source>
        <translation>assegnato a te</translation>
    </message>
    <message>
        <source>assigned to %1</source>
        <translation>assegnato a %1</translation>
    </message>
    <message>
        <source>two answers have left</source>
        <translation>sono partite due risposte</translation>
    </message>
    <message>
        <source>with an attachment</source>
        <translation>con allegato</translation>
    </message>
</context>
<context>
    <name>Spelling</name>
    <message>
        <source>No suggestion</source>
        <translation>Nessun suggerimento</translation>
    </message>
</context>
<context>
    <name>CustomerPanel</name>
    <message>
        <source>Customer</source>
        <translation>Cliente</translation>
    </message>
    <message>
        <source>Other tickets of this customer</source>
        <translation>Altri ticket di questo cliente</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Sconosciuto</translation>
    </message>
    <message>
        <source>Known: %1 tickets, %2 not yet done</source>
        <translation>Già cliente: %1 ticket, %2 ancora da chiudere</translation>
    </message>
    <message>
        <source>Writes for the first time</source>
        <translation>Scrive per la prima volta</translation>
    </message>
    <message>
        <source>Waits for an answer %1</source>
        <translation>Aspetta una risposta %1</translation>
    </message>
    <message>
        <source>chased %1 ×</source>
        <translation>solleciti: %1</translation>
    </message>
    <message>
        <source>First mail: %1</source>
        <translation>Primo messaggio: %1</translation>
    </message>
    <message>
        <source>Writes in Italian</source>
        <translation>Scrive in italiano</translation>
    </message>
    <message>
        <source>Writes in English</source>
        <translation>Scrive in inglese</translation>
    </message>
    <message>
        <source>About: %1</source>
        <translation>Motivo: %1</translation>
    </message>
    <message>
        <source>Order: %1</source>
        <translation>Ordine: %1</translation>
    </message>
    <message>
        <source>(no subject)</source>
        <translation>(senza oggetto)</translation>
    </message>
    <message>
        <source>Other tickets: the newest %1 of %2</source>
        <translation>Altri ticket: i %1 più recenti di %2</translation>
    </message>
    <message>
        <source>Other tickets</source>
        <translation>Altri ticket</translation>
    </message>
    <message>
        <source>No other tickets</source>
        <translation>Nessun altro ticket</translation>
    </message>
    <message>
        <source>Note on the customer …</source>
        <translation>Nota sul cliente …</translation>
    </message>
    <message>
        <source>Note on the customer</source>
        <translation>Nota sul cliente</translation>
    </message>
    <message>
        <source>Another address …</source>
        <translation>Un altro indirizzo …</translation>
    </message>
    <message>
        <source>Another address of this customer</source>
        <translation>Un altro indirizzo di questo cliente</translation>
    </message>
    <message>
        <source>waits to be written</source>
        <translation>in attesa di essere scritta</translation>
    </message>
    <message>
        <source>Not the same person</source>
        <translation>Non è la stessa persona</translation>
    </message>
    <message>
        <source>%1 is not the same person</source>
        <translation>%1 non è la stessa persona</translation>
    </message>
    <message>
        <source>also %1</source>
        <translation>anche %1</translation>
    </message>
    <message>
        <source>Type a whole address, like maria@example.com, that is not there yet</source>
        <translation>Scrivi un indirizzo completo, come maria@example.com, che non ci sia già</translation>
    </message>
    <message>
        <source>corrected by %1</source>
        <translation>corretta da %1</translation>
    </message>
    <message>
        <source>corrected</source>
        <translation>corretta</translation>
    </message>
    <message>
        <source>Data …</source>
        <translation>Dati …</translation>
    </message>
    <message>
        <source>All data of this customer</source>
        <translation>Tutti i dati di questo cliente</translation>
    </message>
</context>
<context>
    <name>SourceDialog</name>
    <message>
        <source>The mail as it came</source>
        <translation>Il messaggio così com&apos;è arrivato</translation>
    </message>
    <message>
        <source>Find in the mail</source>
        <translation>Cerca nel messaggio</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Successivo</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Precedente</translation>
    </message>
    <message>
        <source>Not in this mail</source>
        <translation>Non c&apos;è in questo messaggio</translation>
    </message>
</context>
<context>
    <name>Paper</name>
    <message>
        <source>Save the conversation as a PDF</source>
        <translation>Salva la conversazione in PDF</translation>
    </message>
    <message>
        <source>The file could not be written (%1). Choose another folder, or make room on the disk.</source>
        <translation>Non è stato possibile scrivere il file (%1). Scegli un&apos;altra cartella o fai spazio sul disco.</translation>
    </message>
    <message>
        <source>(no subject)</source>
        <translation>(senza oggetto)</translation>
    </message>
    <message>
        <source>The rest is left out: the conversation is too long for paper.</source>
        <translation>Il resto è omesso: la conversazione è troppo lunga per la carta.</translation>
    </message>
    <message>
        <source>Files: %1</source>
        <translation>Allegati: %1</translation>
    </message>
    <message>
        <source>Internal note by %1</source>
        <translation>Nota interna di %1</translation>
    </message>
</context>
<context>
    <name>TextForm</name>
    <message>
        <source>Language</source>
        <translation>Lingua</translation>
    </message>
    <message>
        <source>As it will read</source>
        <translation>Come si leggerà</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>Valida fino al</translation>
    </message>
    <message>
        <source>within %1 hours</source>
        <translation>entro %1 ore</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>Allega file</translation>
    </message>
    <message>
        <source>in two working days at %1</source>
        <translation>tra due giorni lavorativi alle %1</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titolo</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Etichette</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>Fields that nobody knows stay as gaps: whoever answers fills them in.</source>
        <translation>I campi che nessuno conosce restano da completare: li compila chi risponde.</translation>
    </message>
    <message>
        <source>Status afterwards</source>
        <translation>Stato dopo l&apos;invio</translation>
    </message>
    <message>
        <source>for ever</source>
        <translation>sempre</translation>
    </message>
    <message>
        <source>Not attached: %1 is empty, cannot be read, or is larger than %2 kB</source>
        <translation>Non allegato: %1 è vuoto, non si può leggere o supera %2 kB</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Esito</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Cartella</translation>
    </message>
    <message>
        <source>Insert a field</source>
        <translation>Inserisci un campo</translation>
    </message>
    <message>
        <source>Insert a field …</source>
        <translation>Inserisci un campo …</translation>
    </message>
    <message>
        <source>the next working day at %1</source>
        <translation>il prossimo giorno lavorativo alle %1</translation>
    </message>
    <message>
        <source>– nothing –</source>
        <translation>– niente –</translation>
    </message>
    <message>
        <source>none</source>
        <translation>nessuno</translation>
    </message>
    <message>
        <source>Promises an answer</source>
        <translation>Promette una risposta</translation>
    </message>
    <message>
        <source>Without files</source>
        <translation>Senza file</translation>
    </message>
    <message>
        <source>– as it is –</source>
        <translation>– invariato –</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Testo</translation>
    </message>
    <message>
        <source>This cannot be used: %1</source>
        <translation>Così non si può usare: %1</translation>
    </message>
    <message>
        <source>today at %1</source>
        <translation>oggi alle %1</translation>
    </message>
    <message>
        <source>Attach …</source>
        <translation>Allega …</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>File</translation>
    </message>
</context>
<context>
    <name>TextsDialog</name>
    <message>
        <source>removed</source>
        <translation>eliminata</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Salva</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Cerca</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versioni</translation>
    </message>
    <message>
        <source>an earlier version: Save brings it back</source>
        <translation>una versione precedente: Salva la riporta</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Elimina</translation>
    </message>
    <message>
        <source>Nothing is written yet</source>
        <translation>Non c&apos;è ancora scritto nulla</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Chiudi</translation>
    </message>
    <message>
        <source>No text has these letters</source>
        <translation>Nessuna risposta contiene queste lettere</translation>
    </message>
    <message>
        <source>Import …</source>
        <translation>Importa …</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>Esporta …</translation>
    </message>
    <message>
        <source>Only a lead changes these: %1</source>
        <translation>Le modifica solo un responsabile: %1</translation>
    </message>
    <message>
        <source>Import texts</source>
        <translation>Importa risposte</translation>
    </message>
    <message>
        <source>Export texts</source>
        <translation>Esporta risposte</translation>
    </message>
    <message>
        <source>New text</source>
        <translation>Nuova risposta</translation>
    </message>
    <message>
        <source>No text yet. Ctrl+N begins one; or bring in a first set, in Italian and English.</source>
        <translation>Ancora nessuna risposta. Ctrl+N ne comincia una; oppure porta qui quelle di Sportello, in italiano e in inglese.</translation>
    </message>
    <message>
        <source>imported: %1 new or different</source>
        <translation>importate: %1 nuove o diverse</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nuova</translation>
    </message>
    <message>
        <source>not saved yet</source>
        <translation>non ancora salvata</translation>
    </message>
    <message>
        <source>texts</source>
        <translation>risposte</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>fino al %1</translation>
    </message>
    <message>
        <source>saved for the whole team</source>
        <translation>salvata per tutta la squadra</translation>
    </message>
    <message>
        <source>Bring in the first set</source>
        <translation>Porta qui quelle di Sportello</translation>
    </message>
    <message>
        <source>over since %1</source>
        <translation>scaduta il %1</translation>
    </message>
    <message>
        <source>Canned responses</source>
        <translation>Risposte predefinite</translation>
    </message>
    <message>
        <source>Drop what is not saved</source>
        <translation>Butta ciò che non è salvato</translation>
    </message>
</context>
<context>
    <name>Closing</name>
    <message>
        <source>Why did the customer write?</source>
        <translation>Perché ha scritto il cliente?</translation>
    </message>
    <message>
        <source>What came of it?</source>
        <translation>Com&apos;è finita?</translation>
    </message>
</context>
<context>
    <name>CannedTexts</name>
    <message>
        <source>The team has no canned responses yet: G X is where they are written</source>
        <translation>La squadra non ha ancora risposte predefinite: si scrivono con G X</translation>
    </message>
    <message>
        <source>Enter puts it in · Shift+Enter only its text · Esc goes on writing</source>
        <translation>Invio la inserisce · Shift+Invio solo il testo · Esc continua a scrivere</translation>
    </message>
    <message>
        <source>No text has these letters</source>
        <translation>Nessuna risposta contiene queste lettere</translation>
    </message>
    <message>
        <source>This text cannot be used: %1</source>
        <translation>Questa risposta non si può usare: %1</translation>
    </message>
    <message>
        <source>Not attached, for it has not arrived here yet: %1</source>
        <translation>Non allegato, perché non è ancora arrivato qui: %1</translation>
    </message>
</context>
<context>
    <name>AfterLine</name>
    <message>
        <source>Send the text, and change nothing else about the ticket</source>
        <translation>Invia il testo, senza cambiare altro nel ticket</translation>
    </message>
    <message>
        <source>Only the text</source>
        <translation>Solo il testo</translation>
    </message>
    <message>
        <source>Once it has left: %1</source>
        <translation>Dopo l&apos;invio: %1</translation>
    </message>
</context>
<context>
    <name>CannedPopup</name>
    <message>
        <source>Canned responses</source>
        <translation>Risposte predefinite</translation>
    </message>
</context>
<context>
    <name>Farewell</name>
    <message>
        <source>What you wrote is not saved: there is no room on the disk, or it fails. Make room, or copy the text elsewhere. Close once more to leave without it.</source>
        <translation>Ciò che hai scritto non è salvato: il disco è pieno, o non funziona. Fai spazio, o copia il testo altrove. Chiudi ancora una volta per uscire senza salvarlo.</translation>
    </message>
    <message>
        <source>What you sent has not left yet: it can still be taken back. Wait these few seconds, or close once more: then it does not leave, and is a draft again.</source>
        <translation>Ciò che hai inviato non è ancora partito: puoi ancora riprenderlo. Aspetta questi pochi secondi, o chiudi ancora una volta: allora non parte e torna una bozza.</translation>
    </message>
    <message>
        <source>A mail is being sent. Wait until it has left, or close once more: if it does not get through, it waits in To review.</source>
        <translation>Un messaggio sta partendo. Aspetta che sia partito, o chiudi ancora una volta: se non ce la fa, lo trovi in Da rivedere.</translation>
    </message>
</context>
<context>
    <name>OpeningFields</name>
    <message>
        <source>Client id</source>
        <translation>ID client</translation>
    </message>
    <message>
        <source>Client secret</source>
        <translation>Segreto del client</translation>
    </message>
    <message>
        <source>How the mailbox is opened</source>
        <translation>Come si apre la casella</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>Sign in with Google</source>
        <translation>Accesso con Google</translation>
    </message>
    <message>
        <source>Sign in with Microsoft</source>
        <translation>Accesso con Microsoft</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Tenant</translation>
    </message>
    <message>
        <source>The page of %1 opens in your browser: the password is typed there alone, and Sportello is given a key that can be taken back at any time. Your organisation registers Sportello with %1 once; the client id comes from there.</source>
        <translation>Si apre la pagina di %1 nel tuo browser: la password si scrive solo lì, e Sportello riceve una chiave che si può revocare in ogni momento. La tua organizzazione registra Sportello presso %1 una volta; l&apos;ID client viene da lì.</translation>
    </message>
    <message>
        <source>With a password</source>
        <translation>Con una password</translation>
    </message>
    <message>
        <source>as Google gives it with the client id</source>
        <translation>come lo dà Google insieme all&apos;ID client</translation>
    </message>
    <message>
        <source>may stay empty</source>
        <translation>può restare vuoto</translation>
    </message>
    <message>
        <source>of your organisation&apos;s registration</source>
        <translation>della registrazione della tua organizzazione</translation>
    </message>
</context>
<context>
    <name>SignInBar</name>
    <message>
        <source>Cancel</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>Sign in to %1</source>
        <translation>Accedi a %1</translation>
    </message>
    <message>
        <source>Sign in …</source>
        <translation>Accedi …</translation>
    </message>
</context>
<context>
    <name>SignInWait</name>
    <message>
        <source>A page of %1 is open in your browser: sign in there to %2. It goes on here by itself.</source>
        <translation>Nel tuo browser è aperta una pagina di %1: fai lì l&apos;accesso a %2. Qui si va avanti da sé.</translation>
    </message>
    <message>
        <source>No browser could be opened. Open this page of %1 in one, and sign in to %2: %3</source>
        <translation>Non si è potuto aprire nessun browser. Apri in un browser questa pagina di %1 e fai l&apos;accesso a %2: %3</translation>
    </message>
    <message>
        <source>On any device open %1, type the code %2 and sign in to %3. It goes on here by itself.</source>
        <translation>Su un dispositivo qualsiasi apri %1, scrivi il codice %2 e fai l&apos;accesso a %3. Qui si va avanti da sé.</translation>
    </message>
    <message>
        <source>Open the page again</source>
        <translation>Apri di nuovo la pagina</translation>
    </message>
    <message>
        <source>Use another device</source>
        <translation>Usa un altro dispositivo</translation>
    </message>
</context>
<context>
    <name>AccountFields</name>
    <message>
        <source>How it is opened</source>
        <translation>Come si apre</translation>
    </message>
</context>
<context>
    <name>SplitQuestion</name>
    <message>
        <source>A ticket of its own?</source>
        <translation>Un ticket a sé?</translation>
    </message>
    <message>
        <source>The mail from %1 leaves this ticket and becomes one of its own, for the whole team; a mail that was merged into this ticket goes back to its former one. Answers that were sent stay here. M merges the two again.</source>
        <translation>La mail di %1 lascia questo ticket e ne diventa uno a sé, per tutta la squadra; una mail che era stata unita a questo ticket torna nel suo di prima. Le risposte inviate restano qui. M unisce di nuovo i due.</translation>
    </message>
    <message>
        <source>Split it off</source>
        <translation>Separa</translation>
    </message>
    <message>
        <source>Leave it here</source>
        <translation>Lascia qui</translation>
    </message>
</context>
<context>
    <name>UpdateBar</name>
    <message>
        <source>What is new</source>
        <translation>Che cosa c'è di nuovo</translation>
    </message>
    <message>
        <source>Save the installer</source>
        <translation>Salva l'installatore</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Apri la cartella</translation>
    </message>
    <message>
        <source>Put away</source>
        <translation>Nascondi</translation>
    </message>
    <message>
        <source>Put the newer version away</source>
        <translation>Metti via la versione nuova</translation>
    </message>
    <message>
        <source>The installer is as its publisher signed it: %1. Close Sportello, then start it yourself.</source>
        <translation>L'installatore è come lo ha firmato il suo editore: %1. Chiudi Sportello, poi avvialo tu.</translation>
    </message>
    <message>
        <source>Version %1 of Sportello is there (%2); this one is %3.</source>
        <translation>C'è la versione %1 di Sportello (%2); questa è la %3.</translation>
    </message>
    <message>
        <source>This one will not get on with it for long: please install it soon.</source>
        <translation>Questa non andrà d'accordo con lei a lungo: installala presto.</translation>
    </message>
    <message>
        <source>The installer is being fetched and checked …</source>
        <translation>L'installatore viene preso e controllato …</translation>
    </message>
</context>
<context>
    <name>JournalCare</name>
    <message>
        <source>Stop claiming and sending …</source>
        <translation>Ferma prese in carico e invii …</translation>
    </message>
    <message>
        <source>Let claiming and sending go on</source>
        <translation>Fai riprendere prese in carico e invii</translation>
    </message>
    <message>
        <source>Restore the journal …</source>
        <translation>Ripristina il registro …</translation>
    </message>
    <message>
        <source>The journal is lost, or not whole.</source>
        <translation>Il registro è perso o incompleto.</translation>
    </message>
    <message>
        <source>Stopped for the whole team: %1</source>
        <translation>Fermo per tutta la squadra: %1</translation>
    </message>
    <message>
        <source>Everybody can claim and send.</source>
        <translation>Tutti possono prendere in carico e inviare.</translation>
    </message>
    <message>
        <source>Restoring the journal … This can take some minutes; the window then begins anew.</source>
        <translation>Ripristino del registro in corso … Può richiedere qualche minuto; poi la finestra si riapre.</translation>
    </message>
</context>
<context>
    <name>StandstillBar</name>
    <message>
        <source>What a lead can do …</source>
        <translation>Cosa può fare un responsabile …</translation>
    </message>
    <message>
        <source>A lead has stopped claiming and sending for the whole team: %1. Reading and writing go on.</source>
        <translation>Un responsabile ha fermato prese in carico e invii per tutta la squadra: %1. Puoi continuare a leggere e scrivere.</translation>
    </message>
    <message>
        <source>To let it go on, ask %2.</source>
        <translation>Per riprendere, chiedi a %2.</translation>
    </message>
    <message>
        <source>The journal was restored %1. Nothing is claimed or sent %2, so that every computer can tell which answers it has sent: leave Sportello open on all of them.</source>
        <translation>Il registro è stato ripristinato %1. Non si prende in carico né si invia %2, così ogni computer può dire quali risposte ha inviato: lasciate Sportello aperto su tutti.</translation>
    </message>
</context>
<context>
    <name>_Question</name>
    <message>
        <source>Why? Everybody reads it</source>
        <translation>Perché? Lo leggono tutti</translation>
    </message>
    <message>
        <source>Why claiming and sending stop</source>
        <translation>Perché si fermano prese in carico e invii</translation>
    </message>
    <message>
        <source>Leave it as it is</source>
        <translation>Lascia così</translation>
    </message>
    <message>
        <source>Nobody in the team can take a ticket or send an answer until a lead lets it go on. Mail goes on coming in, and what is being written is kept.</source>
        <translation>Nessuno della squadra potrà prendere in carico un ticket o inviare una risposta finché un responsabile non fa riprendere. La posta continua ad arrivare e ciò che si sta scrivendo è conservato.</translation>
    </message>
    <message>
        <source>Stop them</source>
        <translation>Ferma</translation>
    </message>
    <message>
        <source>First look for the old folder, in the mailbox's trash or in a backup: put back, it is better than any restore. Restoring writes what this computer knows into a new folder; the others follow by themselves and add the answers that they sent. What else only they knew is lost, and for half an hour nobody claims or sends.</source>
        <translation>Prima cerca la vecchia cartella, nel cestino della casella o in una copia di sicurezza: rimessa a posto, è meglio di qualsiasi ripristino. Il ripristino scrive in una cartella nuova ciò che sa questo computer; gli altri seguono da soli e aggiungono le risposte che hanno inviato. Il resto che sapevano solo loro va perso, e per mezz'ora nessuno prende in carico né invia.</translation>
    </message>
    <message>
        <source>Restore from this computer</source>
        <translation>Ripristina da questo computer</translation>
    </message>
    <message>
        <source>Their mail on the server, too</source>
        <translation>Anche la sua posta sul server</translation>
    </message>
    <message>
        <source>Erase it everywhere</source>
        <translation>Cancella dappertutto</translation>
    </message>
    <message>
        <source>This goes from every computer of the team, also from those that are off now, with drafts and attachments: %1. It cannot be taken back. Export it first if it has to be handed out.</source>
        <translation>Si cancella da ogni computer della squadra, anche da quelli spenti ora, con bozze e allegati: %1. Non si torna indietro. Se i dati vanno consegnati, prima esportali.</translation>
    </message>
</context>
<context>
    <name>FiguresDialog</name>
    <message>
        <source>Figures</source>
        <translation>I numeri</translation>
    </message>
    <message>
        <source>Show what waits</source>
        <translation>Mostra quelle in sospeso</translation>
    </message>
    <message>
        <source>Canned responses by how often they were sent</source>
        <translation>Risposte predefinite per numero di invii</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Chiudi</translation>
    </message>
    <message>
        <source>Promises</source>
        <translation>Promesse</translation>
    </message>
    <message>
        <source>Canned responses</source>
        <translation>Risposte predefinite</translation>
    </message>
    <message>
        <source>in the last %1 days</source>
        <translation>negli ultimi %1 giorni</translation>
    </message>
    <message>
        <source>in the %1 days before</source>
        <translation>nei %1 giorni prima</translation>
    </message>
    <message>
        <source>late: %1</source>
        <translation>in ritardo: %1</translation>
    </message>
    <message>
        <source>none is late</source>
        <translation>nessuna in ritardo</translation>
    </message>
    <message>
        <source>of the promises kept</source>
        <translation>di promesse mantenute</translation>
    </message>
    <message>
        <source>still to be kept</source>
        <translation>ancora da mantenere</translation>
    </message>
    <message>
        <source>Kept: somebody of the team wrote again before the time that the customer was told.</source>
        <translation>Mantenuta: qualcuno della squadra ha scritto di nuovo entro l'ora detta al cliente.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 su %2</translation>
    </message>
    <message>
        <source>last %1</source>
        <translation>l'ultima volta %1</translation>
    </message>
    <message>
        <source>never sent</source>
        <translation>mai inviata</translation>
    </message>
    <message>
        <source>removed since</source>
        <translation>poi tolta</translation>
    </message>
    <message>
        <source>None has been sent yet: Q in a ticket offers them.</source>
        <translation>Nessuna è stata ancora inviata: Q in un ticket le propone.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>nessuna</translation>
    </message>
</context>
<context>
    <name>_Offer</name>
    <message>
        <source>Correct</source>
        <translation>Correggi</translation>
    </message>
    <message>
        <source>Correct the note %1</source>
        <translation>Correggi la nota %1</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Togli</translation>
    </message>
    <message>
        <source>Take back the note %1</source>
        <translation>Togli la nota %1</translation>
    </message>
    <message>
        <source>What the note says: Enter keeps it, Esc leaves it</source>
        <translation>Cosa dice la nota: Invio la salva, Esc la lascia</translation>
    </message>
    <message>
        <source>Really take it back?</source>
        <translation>Toglierla davvero?</translation>
    </message>
</context>
<context>
    <name>Joining</name>
    <message>
        <source>%1 has no other ticket to merge into this one.</source>
        <translation>%1 non ha altri ticket da unire a questo.</translation>
    </message>
    <message>
        <source>Merge into this ticket</source>
        <translation>Unisci a questo ticket</translation>
    </message>
    <message>
        <source>Only tickets of one customer become one; these are from: %1</source>
        <translation>Si uniscono solo ticket dello stesso cliente; questi sono di: %1</translation>
    </message>
    <message>
        <source>Make the %1 selected tickets one. Which one stays?</source>
        <translation>Unisci i %1 ticket selezionati. Quale resta?</translation>
    </message>
    <message>
        <source>(no subject)</source>
        <translation>(senza oggetto)</translation>
    </message>
</context>
<context>
    <name>UndeliveredBar</name>
    <message>
        <source>Show it</source>
        <translation>Mostrala</translation>
    </message>
    <message>
        <source>Show the mail that was not delivered</source>
        <translation>Mostra la mail non consegnata</translation>
    </message>
    <message>
        <source>Write again</source>
        <translation>Scrivi di nuovo</translation>
    </message>
    <message>
        <source>Write to them again</source>
        <translation>Riscrivi a loro</translation>
    </message>
    <message>
        <source>Not delivered: what went to %1 %2 came back%3. They know nothing of it.</source>
        <translation>Non consegnata: la mail inviata a %1 %2 è tornata indietro%3. Non ne sanno nulla.</translation>
    </message>
    <message>
        <source>Not delivered: the answer to %1 %2 came back%3. The customer has not got it.</source>
        <translation>Non consegnata: la risposta inviata a %1 %2 è tornata indietro%3. Il cliente non l'ha ricevuta.</translation>
    </message>
</context>
</TS>
