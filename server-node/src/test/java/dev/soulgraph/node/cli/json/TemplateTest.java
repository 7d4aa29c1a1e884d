package dev.soulgraph.node.cli.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.graph.Value;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TemplateTest {
  private static Fields fields() {
    Fields fields = new Fields();
    fields.put("cca3", new Field.One(new Value.Text("AUT")));
    fields.put("name.common", new Field.One(new Value.Text("Austria")));
    fields.put("area", new Field.One(new Value.Num(83871)));
    fields.put("member", new Field.One(Value.TRUE));
    fields.put("none", new Field.One(Value.NULL));
    fields.put("tld", new Field.Many(List.of(new Value.Text(".at"))));
    return fields;
  }

  @Test
  void takesFieldsNestedOnesToo() {
    assertEquals("country/AUT", Template.parse("country/{cca3}").fill(fields(), null));
    assertEquals(
        "Austria-83871/true", Template.parse("{name.common}-{area}/{member}").fill(fields(), null));
  }

  @Test
  void takesTheValueAtHand() {
    Value hand = new Value.Text("CHE");
    assertEquals("country/AUT/CHE", Template.parse("country/{cca3}/{}").fill(fields(), hand));
  }

  @Test
  void doubledBracesAreBraces() {
    assertEquals("a{AUT}b", Template.parse("a{{{cca3}}}b").fill(fields(), null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"country/{iso}", "x/{none}", "x/{tld}", "x/{}"})
  void refusesFieldsThatAreMissingOrNotPlain(String source) {
    Template template = Template.parse(source);
    SoulgraphException e =
        assertThrows(SoulgraphException.class, () -> template.fill(fields(), null));
    assertEquals(Code.INPUT_INVALID, e.code());
    assertTrue(e.value().contains(source), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"country/{cca3", "country/cca3}", "{a}}"})
  void refusesUnbalancedBraces(String source) {
    assertThrows(SoulgraphException.class, () -> Template.parse(source));
  }

  @Test
  void knowsWhatItUses() {
    assertTrue(Template.parse("{soul}").uses("soul"));
    assertFalse(Template.parse("a/{b}").uses("soul"));
    assertTrue(Template.parse("country/{}").uses(""));
    assertFalse(Template.parse("constant").usesAny());
  }
}
