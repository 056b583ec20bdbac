package dev.djamopayouts.file;


/** A pain.001 as banks have it written, made by a test. */
public final class Pain {

    public static final String V03 = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.03";
    public static final String V09 = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";

    private Pain() {
    }

    /** A message of one PmtInf with right totals. */
    public static String message(String namespace, long francs, String... payments) {
        return ofBlocks(namespace, payments.length, Long.toString(francs), block(namespace, "PMT-1", payments.length, Long.toString(francs), payments));
    }

    public static String ofBlocks(String namespace, long count, String sum, String... blocks) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"" + namespace + "\"\n"
                + "    xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"" + namespace + " pain.001.xsd\">\n"
                + "  <CstmrCdtTrfInitn>\n    <GrpHdr>\n      <MsgId>PAIE-2026-11</MsgId>\n      <CreDtTm>2026-11-20T08:00:00</CreDtTm>\n"
                + "      <NbOfTxs>" + count + "</NbOfTxs>\n" + (sum == null ? "" : "      <CtrlSum>" + sum + "</CtrlSum>\n")
                + "      <InitgPty>\n        <Nm>Entreprise &amp; Fils</Nm>\n      </InitgPty>\n    </GrpHdr>\n"
                + String.join("", blocks) + "  </CstmrCdtTrfInitn>\n</Document>\n";
    }

    static String block(String namespace, String id, long count, String sum, String... payments) {
        boolean newer = namespace.equals(V09);
        return "    <PmtInf>\n      <PmtInfId>" + id + "</PmtInfId>\n      <PmtMtd>TRF</PmtMtd>\n      <BtchBookg>true</BtchBookg>\n      <NbOfTxs>"
                + count + "</NbOfTxs>\n      <CtrlSum>" + sum + "</CtrlSum>\n      <PmtTpInf><SvcLvl><Cd>NURG</Cd></SvcLvl><CtgyPurp><Cd>SALA</Cd></CtgyPurp></PmtTpInf>\n"
                + (newer ? "      <ReqdExctnDt><Dt>2026-11-20</Dt></ReqdExctnDt>\n" : "      <ReqdExctnDt>2026-11-20</ReqdExctnDt>\n")
                + "      <Dbtr><Nm>Entreprise</Nm><PstlAdr><Ctry>CI</Ctry></PstlAdr></Dbtr>\n"
                + "      <DbtrAcct><Id><Othr><Id>CI0010100100100100100100</Id></Othr></Id><Ccy>XOF</Ccy></DbtrAcct>\n"
                + (newer ? "      <DbtrAgt><FinInstnId><BICFI>SGCICIAB</BICFI></FinInstnId></DbtrAgt>\n"
                        : "      <DbtrAgt><FinInstnId><BIC>SGCICIAB</BIC></FinInstnId></DbtrAgt>\n")
                + "      <ChrgBr>SLEV</ChrgBr>\n" + String.join("", payments) + "    </PmtInf>\n";
    }

    /** A payment to a number in CdtrAcct/Id/Othr/Id. */
    public static String payment(String reference, String number, String amount) {
        return written("<InstrId>I-" + reference + "</InstrId><EndToEndId>" + reference + "</EndToEndId>", "<InstdAmt Ccy=\"XOF\">" + amount + "</InstdAmt>",
                "<Cdtr><Nm>Awa Koné</Nm></Cdtr>\n        <CdtrAcct><Id><Othr><Id>" + number + "</Id><SchmeNm><Prtry>MSISDN</Prtry></SchmeNm></Othr></Id></CdtrAcct>");
    }

    static String written(String ids, String amount, String creditor) {
        return "      <CdtTrfTxInf>\n        <PmtId>" + ids + "</PmtId>\n        <Amt>" + amount + "</Amt>\n        " + creditor
                + "\n        <Purp><Cd>SALA</Cd></Purp>\n        <RmtInf><Ustrd>Salaire</Ustrd><Ustrd>novembre 2026</Ustrd></RmtInf>\n      </CdtTrfTxInf>\n";
    }

    /** A message of one payment whose creditor is written like that. */
    static String to(String namespace, String creditor) {
        return message(namespace, 50_000, written("<EndToEndId>E-1</EndToEndId>", "<InstdAmt Ccy=\"XOF\">50000</InstdAmt>", creditor));
    }

}
