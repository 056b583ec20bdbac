package dev.djamopayouts.file;

import dev.djamopayouts.payout.Words;

/** Why a workbook cannot be read as a whole, in words; each is told apart, since each is mended in another way. */
final class WorkbookFault {

    private static final String AGAIN = ": open it in your spreadsheet, save it as “Excel workbook (.xlsx)”, or save the sheet as “CSV UTF-8”,"
            + " and drop that";
    private static final String ENCORE = " : ouvrez-le dans votre tableur, enregistrez-le en « Classeur Excel (.xlsx) », ou la feuille en"
            + " « CSV UTF-8 », et déposez-le";

    private WorkbookFault() {
    }

    /** Saving it once more mends it. */
    static FileRefused saveAgain(String english, String french) {
        return of(english + AGAIN, french + ENCORE);
    }

    static FileRefused of(String english, String french) {
        return new FileRefused(Problem.inFile(new Words(english, french)));
    }

    static FileRefused inRow(long lineNo, String english, String french) {
        return new FileRefused(Problem.inRow(lineNo, new Words(english, french)));
    }

    static FileRefused damaged() {
        return saveAgain("the workbook (.xlsx) is damaged", "le classeur (.xlsx) est endommagé");
    }

    static FileRefused cutShort() {
        return of("the workbook (.xlsx) ends in the middle: the upload was cut short; drop the whole file again",
                "le classeur (.xlsx) s'arrête au milieu : le transfert a été interrompu ; déposez de nouveau le fichier entier");
    }

    static FileRefused lacks(String part) {
        String name = Excerpt.of(part);
        return saveAgain("the workbook (.xlsx) lacks its part " + name, "il manque au classeur (.xlsx) sa partie " + name);
    }

    /** What no spreadsheet writes, and is there to do harm. */
    static FileRefused hostile(String english, String french) {
        return saveAgain("the workbook (.xlsx) " + english + ", which no spreadsheet writes",
                "le classeur (.xlsx) " + french + ", ce qu'aucun tableur n'écrit");
    }
}
