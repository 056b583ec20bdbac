package dev.djamopayouts.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which sheets a workbook has, and where its parts are.
 *
 * @param sheets        of rows and columns, in the order of their tabs
 * @param sharedStrings the part with the texts that cells share, or null
 * @param styles        the part with the formats of cells, or null
 * @param from1904      whether dates count from 1904 instead of 1900
 */
record WorkbookIndex(List<SheetEntry> sheets, String sharedStrings, String styles, boolean from1904) {

    private static final int SHOWN_SHEETS = 20;

    /**
     * A sheet.
     *
     * @param hidden whether a person who opens the workbook does not see it
     * @param part   where its content is
     */
    record SheetEntry(String name, boolean hidden, String part) {
    }

    private record Relation(String type, String target) {
    }

    static WorkbookIndex read(WorkbookParts parts) throws IOException {
        if (parts.has("mimetype") && parts.has("content.xml")) {
            throw WorkbookFault.saveAgain("the file is an OpenDocument (.ods)", "le fichier est un OpenDocument (.ods)");
        }
        String workbook = relations(parts, "_rels/.rels", "").values().stream().filter(relation -> relation.type().equals("officeDocument"))
                .map(Relation::target).findFirst().orElseThrow(() -> WorkbookFault.lacks("xl/workbook.xml"));
        if (workbook.endsWith(".bin")) {
            throw WorkbookFault.saveAgain("the file is a binary workbook (.xlsb)", "le fichier est un classeur binaire (.xlsb)");
        }
        int slash = workbook.lastIndexOf('/') + 1;
        String folder = workbook.substring(0, slash);
        Map<String, Relation> relations = relations(parts, folder + "_rels/" + workbook.substring(slash) + ".rels", folder);
        List<SheetEntry> sheets = new ArrayList<>();
        boolean from1904 = false;
        try (PartXml xml = new PartXml(parts.open(workbook), PartXml.SMALL_BYTES)) {
            mustBeWorkbook(xml);
            while (xml.next()) {
                if (xml.starts("workbookPr")) {
                    from1904 = isTrue(xml.attribute("date1904"));
                } else if (xml.starts("sheet")) {
                    add(sheets, xml, relations);
                }
            }
        }
        if (sheets.isEmpty()) {
            throw WorkbookFault.saveAgain("the workbook (.xlsx) has no sheet of rows and columns",
                    "le classeur (.xlsx) n'a aucune feuille de lignes et de colonnes");
        }
        return new WorkbookIndex(List.copyOf(sheets), target(relations, "sharedStrings"), target(relations, "styles"), from1904);
    }

    private static void mustBeWorkbook(PartXml xml) throws IOException {
        if (!xml.next() || !xml.starts("workbook")) {
            throw WorkbookFault.of("the file is an office document, and not a workbook: save the sheet with the payouts as “Excel workbook (.xlsx)”"
                    + " and drop that",
                    "le fichier est un document bureautique et non un classeur : enregistrez la feuille des paiements en « Classeur Excel (.xlsx) »"
                            + " et déposez-le");
        }
    }

    /** Charts and dialogs are sheets too, without rows. */
    private static void add(List<SheetEntry> sheets, PartXml xml, Map<String, Relation> relations) {
        String name = xml.attribute("name");
        Relation relation = relations.get(xml.attribute("id", "/relationships"));
        if (name == null || relation == null) {
            throw WorkbookFault.damaged();
        }
        if (relation.type().equals("worksheet")) {
            // Each sheet may be looked into: no more of them than there can be parts, or looking takes hours.
            if (sheets.size() == WorkbookParts.MOST_PARTS || sheets.stream().anyMatch(sheet -> sheet.part().equalsIgnoreCase(relation.target()))) {
                throw WorkbookFault.hostile("has two sheets of one part", "a deux feuilles d'une même partie");
            }
            String state = xml.attribute("state");
            sheets.add(new SheetEntry(name, state != null && !state.equals("visible"), relation.target()));
        }
    }

    private static Map<String, Relation> relations(WorkbookParts parts, String part, String folder) throws IOException {
        Map<String, Relation> relations = new HashMap<>();
        try (PartXml xml = new PartXml(parts.open(part), PartXml.SMALL_BYTES)) {
            while (xml.next()) {
                String id = xml.starts("Relationship") ? xml.attribute("Id") : null;
                String type = id == null ? null : xml.attribute("Type");
                String target = id == null ? null : xml.attribute("Target");
                if (type != null && target != null && !"External".equals(xml.attribute("TargetMode"))) {
                    relations.put(id, new Relation(type.substring(type.lastIndexOf('/') + 1), path(folder, target)));
                }
            }
        }
        return relations;
    }

    /** The name of a part from that of another: {@code /xl/x.xml}, {@code x.xml}, {@code ../x.xml}. */
    private static String path(String folder, String target) {
        List<String> path = new ArrayList<>();
        for (String step : (target.startsWith("/") ? target : folder + target).split("/")) {
            if (step.equals("..") && !path.isEmpty()) {
                path.remove(path.size() - 1);
            } else if (!step.isEmpty() && !step.equals(".")) {
                path.add(step);
            }
        }
        return String.join("/", path);
    }

    private static String target(Map<String, Relation> relations, String type) {
        return relations.values().stream().filter(relation -> relation.type().equals(type)).map(Relation::target).findFirst().orElse(null);
    }

    static boolean isTrue(String value) {
        return "1".equals(value) || "true".equals(value);
    }

    /** The sheets that a person sees. */
    List<SheetEntry> visible() {
        return sheets.stream().filter(sheet -> !sheet.hidden()).toList();
    }

    /** The sheet that was agreed on, or else the first that a person sees. */
    SheetEntry sheet(String agreed) {
        if (agreed == null) {
            return visible().stream().findFirst().orElseThrow(() -> WorkbookFault.of(
                    "every sheet of the workbook is hidden: unhide the one with the payouts",
                    "toutes les feuilles du classeur sont masquées : affichez celle des paiements"));
        }
        SheetEntry found = sheets.stream().filter(sheet -> sheet.name().equalsIgnoreCase(agreed)).findFirst().orElseThrow(() ->
                WorkbookFault.of("the workbook has no sheet " + Excerpt.of(agreed) + ", only " + names(sheets)
                        + ": name the sheet with the payouts as agreed",
                        "le classeur n'a pas de feuille " + Excerpt.of(agreed) + ", seulement " + names(sheets)
                        + " : nommez la feuille des paiements comme convenu"));
        if (found.hidden()) {
            throw WorkbookFault.of("the sheet " + Excerpt.of(agreed) + " is hidden: unhide it, so that whoever sends it sees what is paid",
                    "la feuille " + Excerpt.of(agreed) + " est masquée : affichez-la, pour que l'expéditeur voie ce qui est payé");
        }
        return found;
    }

    static String names(List<SheetEntry> sheets) {
        return sheets.stream().limit(SHOWN_SHEETS).map(sheet -> Excerpt.of(sheet.name())).collect(Collectors.joining(", "))
                + (sheets.size() > SHOWN_SHEETS ? ", …" : "");
    }
}
