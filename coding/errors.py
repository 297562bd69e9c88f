"""Every sentence a person may be told when something cannot be done.

CodingError
├── NotFound ........ what was named is not there, or not for this person (the same answer, on purpose)
├── NotAllowed ...... the role does not cover the act
├── Conflict ........ somebody else was first; both versions are kept
├── Refused ......... a file, or a value, that cannot be taken as it is
│   └── FileRefused . … while reading an uploaded file
└── Unusable ........ the database itself (newer schema, full disk, damaged)

Each class holds one English sentence with named places. The sentence is the key of the translation catalogue,
so the one place that shows errors translates it and fills the places in: `_(error.sentence).format(**error.values)`.
Nothing here imports anything of ours.
"""

from dataclasses import dataclass, field
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence for a person that is no error: a warning in an import's result line."""

    sentence: str
    values: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.sentence.format(**self.values)


class CodingError(Exception):
    """Anything a person did, or met, that has to be told in one sentence."""

    sentence: ClassVar[str] = "Something went wrong."

    def __init__(self, **values: object) -> None:
        self.values = {name: str(value) for name, value in values.items()}
        super().__init__(self.sentence.format(**self.values))


class NotFound(CodingError):
    sentence = "{what} was not found."


class SourceNotFound(NotFound):
    sentence = "There is no source named “{name}”."


class CodeNotFound(NotFound):
    sentence = "There is no code “{code}” in the codebook."


class CoderNotFound(NotFound):
    sentence = "There is no coder named “{name}”."


class ProjectNotFound(NotFound):
    sentence = "There is no project named “{name}”."


class NoProject(NotFound):
    sentence = "There is no project here yet. Make one with “init”."


class WhichProject(CodingError):
    sentence = "There are several projects here: {names}. Say which one."


class NoSummaries(NotFound):
    sentence = "No summary form has been written yet."


class NotAllowed(CodingError):
    sentence = "Your role in this project ({role}) does not include this."


class StillHidden(CodingError):
    sentence = "A backup holds what others coded, and some of that is hidden from you. Finish your sources first."


class LayersTooFew(CodingError):
    sentence = "To compare, choose at least two coders or rounds."


class StillBlind(CodingError):
    sentence = "You code some sources without seeing others. Finish them first: what coders agree on is shown then."


class RuleWithoutReason(CodingError):
    sentence = "A rule needs a reason: write what it is to say."


class PlaceGone(CodingError):
    sentence = "This difference is no longer there: what was coded has changed. Measure again."


class NothingAssigned(CodingError):
    sentence = "No source is chosen."


class RoundUnfinished(CodingError):
    sentence = "“{source}” is not finished yet: a further round begins when the one before is done."


class Conflict(CodingError):
    """Somebody was first; `theirs` and `mine` hold the fields in question, so that nothing typed is lost."""

    sentence = "{who} changed this a moment ago. Your version was kept beside it: compare both and save again."

    def __init__(self, **values: object) -> None:
        super().__init__(**values)
        self.theirs: dict[str, object] = {}
        self.mine: dict[str, object] = {}


class NothingToUndo(CodingError):
    sentence = "There is nothing to undo."


class NothingToRedo(CodingError):
    sentence = "There is nothing to redo."


class UndoBlocked(Conflict):
    sentence = "This can't be undone any more: {who} has since changed it."


class UndoBlockedBy(UndoBlocked):
    sentence = "This can't be undone any more: {who} has since built on “{what}”, or changed it."


class Refused(CodingError):
    sentence = "This can't be taken: {why}"


class NameTaken(Refused):
    sentence = "The name “{name}” is already in use here."


class NameMissing(Refused):
    sentence = "A name is needed."


class TooLong(Refused):
    sentence = "“{value}…” is too long: at most {limit} characters fit here."


class LettersLost(Refused):
    sentence = "This text holds characters that are no letters and can't be stored."


class SelectionOutside(Refused):
    sentence = "The selection {start}-{end} does not lie within “{source}” ({length} characters)."


class SelectionEmpty(Refused):
    sentence = "The selection holds no words."


class TextUnchanged(Refused):
    sentence = "Nothing was changed in this text."


class TextEmpty(Refused):
    sentence = "A text without words can't be kept. Remove the source instead."


class LabelBroken(Refused):
    sentence = (
        "Line {line} (“{words}”) no longer begins with a speaker of this source. Write one of these, or take the whole "
        "label away: {known}"
    )


class TurnNotSplit(Refused):
    sentence = "A turn can be split only between two of its words."


class NoNextTurn(Refused):
    sentence = "This is the last turn: there is none to join it with."


class LabelMissing(Refused):
    sentence = "A speaker needs a label."


class TextCorrected(Conflict):
    sentence = "The text of “{source}” was corrected meanwhile. Look at it again, then repeat this."


class TurnsChanged(Conflict):
    sentence = "The turns of “{source}” were changed meanwhile. Look at them again, then repeat this."


class WordsGone(Conflict):
    sentence = "These words are no longer in the text: it was corrected meanwhile."


class CodedMeanwhile(Conflict):
    sentence = (
        "The codings of “{source}” changed while you were correcting. Your text is kept here: look again at what "
        "happens to the codings, then save."
    )


class CodeNotCodable(Refused):
    sentence = "“{code}” is a group; choose one of its codes."


class AlreadyCoded(Refused):
    sentence = "You have already coded exactly these words with “{code}”."


class IdTaken(Refused):
    sentence = "This identifier is already in use elsewhere."


class WordsDiffer(Refused):
    sentence = "The words at {start} in “{source}” are not those of the table."


class CodeInUse(Refused):
    sentence = "“{code}” still has {count} codings. Give them another code first."


class CodeMergedWithItself(Refused):
    sentence = "“{code}” can't be merged with itself."


class EnoughExamples(Refused):
    sentence = "“{code}” has {count} examples already. Take one away first."


class NothingDecided(Refused):
    sentence = "No excerpt was given to the new code yet."


class HasChildren(Refused):
    sentence = "“{code}” still has codes below it. Move or delete them first."


class ReasonMissing(Refused):
    sentence = "Say why this is set aside."


class MergedInCircle(Refused):
    sentence = "These passages can't be merged: one would rest on itself."


class MergedWithAside(Refused):
    sentence = "The passage to merge with was set aside. Keep it first."


class MergedAcrossCodes(Refused):
    sentence = "Only passages of the same code can be merged."


class ThemeInUse(Refused):
    sentence = "“{name}” still holds {count} statements or categories. Give them another place first."


class BecauseMissing(Refused):
    sentence = "Say because of what these codes belong together."


class PatternWithoutCodes(Refused):
    sentence = "Choose the codes that this pattern code gathers."


class PatternInUse(Refused):
    sentence = "The kept query “{query}” asks for “{name}”. Forget or change it first."


class PropositionMissing(Refused):
    sentence = "Write the sentence first: what do the data say?"


class GroundTwice(Refused):
    sentence = "This already stands among the grounds of this conclusion."


class GroundCircular(Refused):
    sentence = "“{what}” rests on this conclusion itself. A conclusion cannot rest on what it carries."


class GroundsMissing(Refused):
    sentence = "Nothing speaks for this proposition yet. Add an excerpt or another ground before it is called verified."


class TacticsMissing(Refused):
    sentence = "Before this proposition is called verified, test it: {tactics}."


class VerdictUnknown(Refused):
    sentence = "There is no verdict “{verdict}” in this project. There are: {known}."


class RuleMissing(Refused):
    sentence = "Say by which rule this verdict was reached."


class LinkedToItself(Refused):
    sentence = "A passage can't be linked to itself."


class AlreadyLinked(Refused):
    sentence = "These two passages are already linked in this way."


class MapUnknown(NotFound):
    sentence = "There is no concept map named “{name}”. There are: {known}."


class AlreadyOnMap(Refused):
    sentence = "“{name}” is already on this map."


class TiedToItself(Refused):
    sentence = "A concept can't be related to itself."


class AlreadyTied(Refused):
    sentence = "These two concepts are already related in this way."


class ConceptGone(NotFound):
    sentence = "One of these concepts is no longer on the map."


class NotPractice(Refused):
    sentence = "Only the practice project can be reset."


class Repeated(CodingError):
    """An operation that has arrived before: nothing to do, and no reason to worry."""

    sentence = "This was already saved."


class CodebookInvalid(Refused):
    sentence = "The codebook can't be read: {why}"


class CodebookTooLarge(CodebookInvalid):
    sentence = "This codebook is larger than {limit} kB and was not read."


class CodebookSyntax(CodebookInvalid):
    sentence = "Line {line} of the codebook can't be read as YAML."


class CodebookReference(CodebookInvalid):
    sentence = "Line {line} of the codebook uses a YAML reference (& or *), which codebooks do without."


class CodebookField(CodebookInvalid):
    sentence = "Line {line} of the codebook: “{field}” should look like this: {example}"


class CodebookUnknownField(CodebookInvalid):
    sentence = "Line {line} of the codebook: “{field}” is not known here."


class CodebookFieldTwice(CodebookInvalid):
    sentence = "Line {line} of the codebook: “{field}” stands there twice."


class CodeKeyWrong(CodebookInvalid):
    sentence = "“{key}” can't be the key of a code: at most {limit} letters and digits, also . - _ / but no blanks."


class CodeKeyTwice(CodebookInvalid):
    sentence = "The key “{key}” is given to more than one code."


class CodeIdTwice(CodebookInvalid):
    sentence = "The codes “{key}” and “{other}” have the same identifier."


class CodeNameless(CodebookInvalid):
    sentence = "The code “{key}” has no name."


class CodeParentMissing(CodebookInvalid):
    sentence = "The code “{key}” stands under “{parent}”, which is not in the codebook."


class CodeUnderItself(CodebookInvalid):
    sentence = "The code “{key}” can't stand under itself."


class CodeBeforeParent(CodebookInvalid):
    sentence = "The code “{key}” stands before “{parent}”, to which it belongs."


class CodeColourWrong(CodebookInvalid):
    sentence = "The colour of “{key}” should look like #0072b2."


class CodeShortcutWrong(CodebookInvalid):
    sentence = "The shortcut of “{key}” should be one digit from 1 to 9."


class CodeShortcutTwice(CodebookInvalid):
    sentence = "The codes “{key}” and “{other}” have the same shortcut ({digit})."


class CodeInsteadMissing(CodebookInvalid):
    sentence = "“{key}” says to use “{instead}” instead, which is not in the codebook."


class TableInvalid(Refused):
    sentence = "The table can't be read: {why}"


class TableWithoutColumn(TableInvalid):
    sentence = "The first row of the table has to name its columns, and one of them has to be “{name}”."


class RequestInvalid(Refused):
    sentence = "The request on standard input can't be read: {why}"


class QueryInvalid(Refused):
    """A query that can't be read; `values["at"]` is the place, counted from 1."""

    sentence = "The query is empty."


class QueryUnfinished(QueryInvalid):
    sentence = "The query breaks off: a code, a condition or an opening bracket is missing at its end."


class QueryMisplaced(QueryInvalid):
    sentence = "“{found}” (character {at}) can’t stand here: a code or a condition is expected."


class QueryUnexpected(QueryInvalid):
    sentence = (
        "“{found}” (character {at}) can’t stand here: AND, OR or the end is expected. "
        "Names of several words need quotes."
    )


class QueryUnclosed(QueryInvalid):
    sentence = "The bracket at character {at} is never closed."


class QueryQuoteUnclosed(QueryInvalid):
    sentence = "The quote at character {at} is never closed."


class QueryCodeUnknown(QueryInvalid):
    sentence = "“{code}” (character {at}) is no code of this codebook. The nearest is {near}."


class QueryCodeAmbiguous(QueryInvalid):
    sentence = "“{code}” (character {at}) may mean several codes: {codes}."


class QueryPatternUnknown(QueryInvalid):
    sentence = "“{name}” (character {at}) is no pattern code of this project. There are: {known}."


class QueryFieldUnknown(QueryInvalid):
    sentence = "“{field}” (character {at}) is nothing one can ask for. These are: {known}, case.ATTRIBUTE."


class QueryValueInvalid(QueryInvalid):
    sentence = "“{value}” (character {at}) is no value of {field}. These are: {known}."


class QueryComparisonInvalid(QueryInvalid):
    sentence = "{field} (character {at}) has no order: write {field}:VALUE."


class QueryTooDeep(QueryInvalid):
    sentence = "The query is nested too deeply at character {at}."


class FieldInvalid(Refused):
    """A field of a text that can't be read; `values["at"]` is the place, counted from 1."""

    sentence = "What stands between the braces at character {at} is no field."


class FieldUnknown(FieldInvalid):
    sentence = "“{name}” (character {at}) is no field. There are: {known}."


class FieldUnclosed(FieldInvalid):
    sentence = "The brace at character {at} is never closed. A brace that is meant as one is written twice."


class FieldUnfinished(FieldInvalid):
    sentence = "The field “{name}” (character {at}) needs something after a colon."


class FieldNeedless(FieldInvalid):
    sentence = "The field “{name}” (character {at}) takes nothing after it."


class FieldThingUnknown(NotFound):
    sentence = "“{name}” leads to nothing: it is gone, or was never there."


class FieldThingAmbiguous(Refused):
    sentence = "“{name}” begins the id of several things. Write more of it."


class FieldTableUnknown(NotFound):
    sentence = "There is no table or figure named “{name}”. There are: {known}."


class TableEmpty(NotFound):
    sentence = "Nothing stands in the table “{name}” yet."


class AskedUnknown(NotFound):
    sentence = "Nobody knows who was asked about {code}: say so in the interview guide or the framework."


class OutlineFull(Refused):
    sentence = "Everything of this outline is there already."


class HeadingMissing(Refused):
    sentence = "A section needs a heading."


class TemplateUnknown(Refused):
    sentence = "{place} is no place of a reference. These are: {known}."


class TemplateBroken(Refused):
    sentence = "In “{template}” a brace stands alone; a place is written like {{baris}}."


class TooManyRows(Refused):
    sentence = "A spreadsheet holds {limit} rows, and here are {count}. Narrow the filter, or take CSV."


class FileRefused(Refused):
    sentence = "The file can't be read."


class UnknownType(FileRefused):
    sentence = (
        "This type of file is not known. Simpul reads txt, md, docx, odt, rtf, pdf, html, vtt, srt, csv, tsv, xlsx, "
        "ods and Whisper JSON."
    )


class NoTable(FileRefused):
    sentence = "This file is no table. Save it as CSV, XLSX or ODS, then try again."


class BinaryDoc(FileRefused):
    sentence = "This is an old Word file (.doc). Open it in Word or LibreOffice and save it as .docx."


class Encrypted(FileRefused):
    sentence = "This file is protected by a password. Save it without one, then try again."


class NoText(FileRefused):
    sentence = "This PDF has no text in it: it is probably a scan. Run a text recognition (OCR) on it first."


class EmptyFile(FileRefused):
    sentence = "There are no words in this file."


class TooLarge(FileRefused):
    sentence = "This file is too large ({size} MB; the limit is {limit} MB)."


class Bomb(FileRefused):
    sentence = "This file unpacks to far more than it should and was not opened."


class UnsafeXml(FileRefused):
    sentence = "This file holds a document type or outside references, which Simpul does not open."


class Broken(FileRefused):
    sentence = "This file is damaged or is not what its name says."


class WrongEncoding(FileRefused):
    sentence = "The letters of this file can't be made out. Save it as UTF-8, then try again."


class TookTooLong(FileRefused):
    sentence = "Reading this file took too much time or memory and was stopped."


class TrainingFailed(CodingError):
    sentence = "The training broke off without a result. Try again."


class TrainingStopped(CodingError):
    sentence = "The training was stopped."


class Unusable(CodingError):
    sentence = "The database can't be used: {why}"


class NewerSchema(Unusable):
    sentence = "This project file was made by a newer version of Simpul. Update Simpul to open it."


class NotADatabase(Unusable):
    sentence = "“{name}” is not a Simpul project file."


class DatabaseDamaged(Unusable):
    sentence = "“{name}” is damaged, so it was not opened; it was left as it is. Newest good copy: “{copy}”."


class DamagedWithoutCopy(Unusable):
    sentence = "“{name}” is damaged, so it was not opened; it was left as it is. No good copy lies beside it."


class StillSound(Refused):
    sentence = "“{name}” is not damaged, so nothing is put in its place. Name a new file."


class BackupDamaged(Refused):
    sentence = "“{name}” is not a backup made by Simpul, or it is damaged."


class ManifestBroken(Refused):
    sentence = "This is not the manifest of a frozen report, or somebody changed it."


class ManifestNewer(Refused):
    sentence = "This manifest was made by a newer Simpul. Update Simpul, then try again."


class ManifestForeign(Refused):
    sentence = "This manifest belongs to another project (“{name}”): none of its sources is here."


class FeedbackBroken(Refused):
    sentence = "“{name}” is not feedback of a supervisor made by Simpul, or somebody changed it."


class FeedbackNewer(Refused):
    sentence = "This feedback was made by a newer Simpul. Update Simpul, then try again."


class FeedbackForeign(Refused):
    sentence = "This feedback belongs to another project (“{name}”)."


class NotUnderGuidance(Refused):
    sentence = "This project did not come in a guidance file, so there is nobody to send feedback to."


class CommentEmpty(Refused):
    sentence = "A comment needs words."


class MilestoneEmpty(Refused):
    sentence = "There is nothing to sign off here yet."


class SignInFailed(Refused):
    sentence = "Name and password do not belong together, or this account is shut."


class SignedOut(Refused):
    sentence = "You are signed out here."


class TooManyFailures(Refused):
    sentence = "That failed too often. Try again in {minutes} minutes."


class LinkSpent(Refused):
    sentence = "This link does not work any more. Ask for a new one."


class LoginTaken(Refused):
    sentence = "Somebody else signs in as “{name}”. Choose another name."


class PasswordShort(Refused):
    sentence = "A password has at least {least} characters and is not your name. A sentence is easy to remember."


class LastOwner(Refused):
    sentence = "A project keeps one owner. Make somebody else an owner first."


class NotTheirs(Refused):
    sentence = (
        "{name} works in projects of others too, and a new link would open those. "
        "Whoever runs the server makes one with “user add”."
    )


class AddressOdd(Refused):
    sentence = "“{url}” is no address of a server. Write it like https://simpul.example.ac.id, without a path."


class AddressMissing(Refused):
    sentence = "Say under which address people reach this server: --public-url https://simpul.example.ac.id"


class SignsInElsewhere(Refused):
    sentence = "“{name}” signs in here and is not in this project. Invite this person first, or write another name."


class StillMoving(Conflict):
    sentence = "The project changed while the report was made. Try again when nobody is working in it."


class DiskFull(Unusable):
    sentence = "The disk is full, so this was not saved. Free some space, then try again."


class CopyDiffers(Unusable):
    sentence = "What arrived was not what was sent ({tables}), so nothing was kept of it."


class DatabaseAway(Unusable):
    sentence = (
        "The database does not answer at the moment. What was saved is safe; Simpul looks for it again by itself."
    )


class ConnectionLost(DatabaseAway):
    """In the middle: nothing of it was stored, and the server may be there again."""


class SavedUnsure(DatabaseAway):
    sentence = "The database went away while this was being saved. Look whether it is there before you do it again."


class DatabaseBusy(Unusable):
    sentence = "The database did not answer in time, so this was not saved. Try again."


class DisplayUnknown(NotFound):
    sentence = "There is no display named “{name}”. There are: {known}."


class DisplayOptionInvalid(Refused):
    sentence = "“{value}” can't be chosen as “{name}”. What can be: {known}."


class TacticUnknown(NotFound):
    sentence = "There is no tactic named “{name}”. There are: {known}."


class TacticOptionMissing(Refused):
    sentence = "This tactic needs something chosen as “{name}”."


class TacticOptionInvalid(Refused):
    sentence = "“{value}” can't be chosen as “{name}”. What can be: {known}."


class ResultChanged(Conflict):
    sentence = "What this result rests on changed meanwhile. Look at it again, then keep it."


class NothingToAsk(Refused):
    sentence = "No proposition rests on words of {informant} yet, so there is nothing to ask about."


class NoPack(NotFound):
    sentence = "No pack was made for {informant} yet. Make one first: its numbers say what an answer is about."


class PackOutdated(Refused):
    sentence = "What is asked of {informant} reads otherwise than in their pack by now. Make a new one."


class CorrectionUnsaid(Refused):
    sentence = "Write what is to be corrected: the answer was “agree with correction”."


class AnswerCarriedOut(Refused):
    sentence = "The words were withdrawn because of this answer. An owner can take the withdrawal back first."


class NotWithdrawn(NotFound):
    sentence = "There is no withdrawal to carry out or take back here."


class WithdrawalChanged(Conflict):
    sentence = "What would go with the withdrawal changed meanwhile. Look at it again, then carry it out."


class WordsWithdrawn(Refused):
    sentence = "These words of “{source}” were withdrawn by the informant. They can't be coded."


class MaskBroken(Refused):
    sentence = (
        "In this text, words on line {line} were withdrawn by the informant. Leave the masked place (█) as it is, "
        "then save again."
    )


class PseudonymEmpty(Refused):
    sentence = "Write both: the name, and what is to stand in its place."


class PseudonymShort(Refused):
    sentence = "“{pseudonym}” is too short to be told apart from other words. Write at least two signs."


class PseudonymIsName(Refused):
    sentence = "The pseudonym “{pseudonym}” contains a name that is being replaced. Choose another one."


class PseudonymTwice(Refused):
    sentence = "One name was given two pseudonyms. Choose one of them."


class PseudonymInText(Refused):
    sentence = "“{pseudonym}” already stands in “{source}”: what was replaced could not be told apart. Choose another."


class PseudonymsClash(Refused):
    sentence = "Two things would both be called “{name}” then. Give one of them another pseudonym, or join them first."


class NothingToReplace(Refused):
    sentence = "None of these names stands anywhere in the project."


class KeyMissing(NotFound):
    sentence = "There is no key “{name}”. Names can be put back only with the key that was written when they went."


class KeyForeign(Refused):
    sentence = "This key does not belong to what was replaced last in this project."


class KeyBroken(Refused):
    sentence = "“{name}” is no key of pseudonyms, or is damaged."


class KeyLocked(Refused):
    sentence = "The key is locked with a passphrase. The one given does not open it."


class NamesTyped(Refused):
    sentence = "Type the name exactly as it is written, so that nothing is erased by mistake."


class NothingToFind(Refused):
    sentence = "Write a word to look for."


class TooManyForms(Refused):
    sentence = "Too many words fit “{word}”. Write more of its letters."


class NoBrowser(Refused):
    sentence = (
        "There is no Chrome, Edge or Chromium on this machine to draw the picture with. "
        "Use the download that stands at the picture itself, or take the page."
    )


class NotDrawn(Refused):
    sentence = "The browser of this machine did not draw the picture: {why}"


class TargetExists(Refused):
    sentence = "“{name}” already exists and was not overwritten."


class TargetHolds(Refused):
    sentence = "“{name}” is in that database already, so nothing was copied."


class TargetNotEmpty(Refused):
    sentence = (
        "There is something in that database already, so nothing was copied. Name one project, or an empty database."
    )


class NotWritable(Refused):
    sentence = "“{name}” can't be written: {why}"
