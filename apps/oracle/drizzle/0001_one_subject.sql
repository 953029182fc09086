-- The tables that had subjects, access keys, tags and times in the clear go as a whole, so that nothing of them is left in
-- a page of another. Their links were made under subjects of the wallet alone, which no client has any more; holders link
-- anew. What the node has stated stays.
DROP TABLE "attestations" CASCADE;--> statement-breakpoint
DROP TABLE "links" CASCADE;--> statement-breakpoint
CREATE TABLE "links" (
	"subject" text PRIMARY KEY NOT NULL,
	"sealed" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "patients" (
	"patient" text PRIMARY KEY NOT NULL,
	"subject" text NOT NULL,
	CONSTRAINT "patients_subject_unique" UNIQUE("subject")
);
--> statement-breakpoint
ALTER TABLE "patients" ADD CONSTRAINT "patients_subject_links_subject_fk" FOREIGN KEY ("subject") REFERENCES "public"."links"("subject") ON DELETE no action ON UPDATE no action;